using System.Security.Cryptography;
using Eval.Core.Datasets;
using Eval.Core.Models;

namespace Eval.Core.Results.Import;

/// <summary>Files of completions made elsewhere or in an earlier run: our samples files, human-eval's and replay's, lm-evaluation-harness's. Formats may be mixed; files may be large.</summary>
public sealed class CompletionFiles
{
    private CompletionFiles(IReadOnlyList<string> paths, string fingerprint, ModelAbilities abilities)
    {
        Paths = paths;
        Fingerprint = fingerprint;
        Abilities = abilities;
    }

    public IReadOnlyList<string> Paths { get; }

    /// <summary>SHA-256 over the files' bytes in the order given, lower-case hex.</summary>
    public string Fingerprint { get; }

    /// <summary>What protocols the answers can serve: text of any kind of prompt where there is text, continuations where there are log-probabilities.</summary>
    public ModelAbilities Abilities { get; }

    /// <summary>Opens the files and looks at every line once. Lines that cannot be read are reported by <see cref="Bind"/>.</summary>
    /// <exception cref="RunFolderException">A file cannot be read, or there is none.</exception>
    public static CompletionFiles Open(IReadOnlyList<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        if (paths.Count == 0)
        {
            throw new RunFolderException("There is no completions file to score.", "Name at least one JSONL file or a run.");
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var abilities = ModelAbilities.None;
        foreach (var path in paths)
        {
            using var lines = new Utf8LineReader(path);
            while (lines.Next())
            {
                hash.AppendData(lines.Line);
                hash.AppendData("\n"u8);
                abilities |= AbilitiesOf(lines);
            }
        }

        return new CompletionFiles([.. paths], Convert.ToHexStringLower(hash.GetHashAndReset()), abilities);
    }

    /// <summary>Finds the samples' answers in the files.</summary>
    /// <param name="benchmark">Bare name; records of ours that name another are reported.</param>
    /// <param name="samples">The samples to score.</param>
    /// <param name="split">The whole split, of which the samples may be a part: lines of its other samples are passed over, not reported.</param>
    /// <param name="repeats">Answers per sample; null for the files' own number: what most samples have.</param>
    /// <exception cref="RunFolderException">A file cannot be read.</exception>
    public BoundCompletions Bind(string benchmark, IReadOnlyList<Sample> samples, IReadOnlyList<Sample> split, int? repeats)
    {
        var binder = new CompletionBinder(benchmark, samples, split);
        for (var file = 0; file < Paths.Count; file++)
        {
            binder.Add(file, Paths[file]);
        }

        return binder.Finish(Paths, repeats);
    }

    private static ModelAbilities AbilitiesOf(Utf8LineReader lines)
    {
        if (lines.IsBlank || ImportedLineReader.Read(lines.Line, subset: null) is not { } line)
        {
            return ModelAbilities.None;
        }

        var abilities = ModelAbilities.None;
        foreach (var completion in line.Completions)
        {
            abilities |= completion.Choices.Count > 0 ? ModelAbilities.Continuations | ModelAbilities.FirstTokenLogProbabilities
                : completion.Text is not null ? ModelAbilities.Text | ModelAbilities.Chat | ModelAbilities.Prefill
                : ModelAbilities.None;
        }

        return abilities;
    }
}
