using System.Globalization;
using Eval.Core.Models;

namespace Eval.Core.Results.Import;

/// <summary>The answers of a benchmark's samples, found in completions files. Holds where they stand, not the answers.</summary>
public sealed class BoundCompletions
{
    /// <summary>Repeats beyond this are taken for a mistake.</summary>
    internal const int MostRepeats = 10_000;

    private readonly IReadOnlyList<string> _paths;
    private readonly IReadOnlyDictionary<(string Id, int Repeat), LineReference> _found;

    internal BoundCompletions(
        IReadOnlyList<string> paths,
        IReadOnlyDictionary<(string Id, int Repeat), LineReference> found,
        int repeats,
        IReadOnlyList<string> missing,
        IReadOnlyList<CompletionProblem> problems)
    {
        _paths = paths;
        _found = found;
        Repeats = repeats;
        Missing = missing;
        Problems = problems;
    }

    /// <summary>Answers per sample: as asked for, else what most samples have.</summary>
    public int Repeats { get; }

    /// <summary>Answers found, those without a text among them.</summary>
    public int Found => _found.Count;

    /// <summary>Samples (with <c>#k</c> for repeat k) that no line answers: they become errors, never wrong answers.</summary>
    public IReadOnlyList<string> Missing { get; }

    /// <summary>Lines that could not be used, in file and line order.</summary>
    public IReadOnlyList<CompletionProblem> Problems { get; }

    /// <summary>Reads one answer.</summary>
    /// <exception cref="ModelRequestException">There is none; the message says where it should be.</exception>
    public Completion Read(string sampleId, int repeat)
    {
        if (!_found.TryGetValue((sampleId, repeat), out var reference))
        {
            throw new ModelRequestException($"No line of {string.Join(", ", _paths.Select(Path.GetFileName))} answers {SampleRecord.RepeatId(sampleId, repeat)}.");
        }

        var bytes = ReadLine(reference);

        // The subject matters for finding a sample, which has been done.
        var completion = ImportedLineReader.Read(bytes, subset: null)?.Completions.ElementAtOrDefault(reference.Item);
        return completion is { Text: not null } or { Choices.Count: > 0 }
            ? completion
            : throw new ModelRequestException(completion?.Refusal is { } error
                ? error
                : string.Create(CultureInfo.InvariantCulture, $"{_paths[reference.File]}:{reference.Line} holds no answer."));
    }

    private byte[] ReadLine(LineReference reference)
    {
        var bytes = new byte[reference.Length];
        using var file = new FileStream(_paths[reference.File], FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        file.Position = reference.Offset;
        file.ReadExactly(bytes);
        return bytes;
    }
}
