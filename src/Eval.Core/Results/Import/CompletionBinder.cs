using System.Globalization;
using Eval.Core.Datasets;

namespace Eval.Core.Results.Import;

/// <summary>Sorts the lines of completions files to samples and repeats, and notes every line that finds no place.</summary>
internal sealed class CompletionBinder
{
    private readonly string _benchmark;
    private readonly IReadOnlyList<Sample> _samples;
    private readonly Dictionary<string, int> _places;
    private readonly HashSet<string> _notAsked;
    private readonly List<string> _subsets;
    private readonly List<LineReference>?[] _answers;
    private readonly string?[] _filters;
    private readonly List<CompletionProblem> _problems = [];

    public CompletionBinder(string benchmark, IReadOnlyList<Sample> samples, IReadOnlyList<Sample> split)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentNullException.ThrowIfNull(split);
        _benchmark = benchmark;
        _samples = samples;
        _answers = new List<LineReference>?[samples.Count];
        _filters = new string?[samples.Count];
        _places = new Dictionary<string, int>(samples.Count, StringComparer.Ordinal);
        for (var place = 0; place < samples.Count; place++)
        {
            _places.TryAdd(samples[place].Id, place);
        }

        _notAsked = [.. split.Select(sample => sample.Id).Where(id => !_places.ContainsKey(id))];
        _subsets = [.. split.Select(sample => sample.Subset).Where(subset => subset.Length > 0).Distinct(StringComparer.Ordinal).OrderByDescending(subset => subset.Length)];
    }

    public void Add(int file, string path)
    {
        using var lines = new Utf8LineReader(path);

        // samples_mmlu_college_biology_2026-….jsonl: the longest subject in the name, so that biology is not found in college_biology.
        var name = Path.GetFileName(path);
        var subset = _subsets.Find(candidate => name.Contains("_" + candidate + "_", StringComparison.Ordinal) || name.Contains("_" + candidate + ".", StringComparison.Ordinal));
        while (lines.Next())
        {
            if (!lines.IsBlank)
            {
                AddLine(file, path, lines, subset);
            }
        }
    }

    public BoundCompletions Finish(IReadOnlyList<string> paths, int? repeats)
    {
        var own = repeats ?? UsualCount();
        var found = new Dictionary<(string Id, int Repeat), LineReference>();
        var missing = new List<string>();
        for (var place = 0; place < _samples.Count; place++)
        {
            var id = _samples[place].Id;
            var answers = _answers[place] ?? [];
            for (var repeat = 0; repeat < Math.Max(own, answers.Count); repeat++)
            {
                var answer = repeat < answers.Count ? answers[repeat] : default;
                if (repeat >= own)
                {
                    Duplicate(paths[answer.File], answer.Line, id);
                }
                else if (answer.Line == 0)
                {
                    missing.Add(SampleRecord.RepeatId(id, repeat));
                }
                else
                {
                    found.Add((id, repeat), answer);
                }
            }
        }

        var order = paths.ToList();
        return new BoundCompletions(
            paths, found, own, missing, [.. _problems.OrderBy(problem => order.IndexOf(problem.File)).ThenBy(problem => problem.Line)]);
    }

    private void AddLine(int file, string path, Utf8LineReader lines, string? subset)
    {
        if (ImportedLineReader.Read(lines.Line, subset, out var kind, out var message) is not { } line)
        {
            Problem(path, lines.Number, kind, message);
            return;
        }

        if (line.Benchmark is { } benchmark && benchmark != _benchmark)
        {
            Problem(path, lines.Number, CompletionProblemKind.OtherBenchmark, $"a record of {benchmark}, not of {_benchmark}");
            return;
        }

        if (Place(line, out var namedRepeat) is not { } place)
        {
            if (!line.Ids.Any(_notAsked.Contains))
            {
                Problem(path, lines.Number, CompletionProblemKind.UnknownId, $"{_benchmark} has no sample {line.Ids[0]}");
            }

            return;
        }

        if (line.Repeat is < 0 or >= BoundCompletions.MostRepeats)
        {
            Problem(path, lines.Number, CompletionProblemKind.UnknownId, string.Create(CultureInfo.InvariantCulture, $"{line.Ids[0]} cannot have repeat {line.Repeat}"));
            return;
        }

        // The same answer once more, as another filter of its harness read it.
        if (line.Filter is { } filter && filter != (_filters[place] ??= filter))
        {
            return;
        }

        for (var item = 0; item < line.Completions.Count; item++)
        {
            var completion = line.Completions[item];
            var hasAnswer = completion.Text is not null || completion.Choices.Count > 0;
            var reference = new LineReference(file, lines.Number, lines.Start, lines.Line.Length, item, hasAnswer);
            Store(place, line.Repeat ?? namedRepeat, line.IsRetried, reference, path);
            if (!hasAnswer)
            {
                Problem(path, lines.Number, CompletionProblemKind.NoText, completion.Refusal is { } error ? $"{line.Ids[0]} has no answer: {error}" : $"{line.Ids[0]} has no text");
            }
        }
    }

    private void Store(int place, int? repeat, bool isRetried, LineReference reference, string path)
    {
        var answers = _answers[place] ??= [];
        if (repeat is not { } number)
        {
            answers.Add(reference);
            return;
        }

        while (answers.Count <= number)
        {
            answers.Add(default);
        }

        if (answers[number].Line == 0 || (isRetried && !answers[number].HasAnswer))
        {
            answers[number] = reference;
        }
        else if (!isRetried || reference.HasAnswer)
        {
            Duplicate(path, reference.Line, _samples[place].Id);
        }
    }

    private int? Place(ImportedLine line, out int? repeat)
    {
        repeat = null;
        foreach (var id in line.Ids)
        {
            if (_places.TryGetValue(id, out var place))
            {
                return place;
            }

            // An id of ours with its repeat: HumanEval/3#2.
            var mark = id.LastIndexOf('#');
            if (mark > 0 && int.TryParse(id.AsSpan(mark + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number < BoundCompletions.MostRepeats && _places.TryGetValue(id[..mark], out place))
            {
                repeat = number;
                return place;
            }
        }

        return null;
    }

    // The number of answers that most samples have: a sample with fewer is short, one with more has duplicates.
    private int UsualCount() => _answers
        .Where(answers => answers is { Count: > 0 })
        .GroupBy(answers => answers!.Count)
        .OrderByDescending(group => group.Count())
        .ThenByDescending(group => group.Key)
        .FirstOrDefault()?.Key ?? 1;

    private void Duplicate(string path, int line, string id) =>
        Problem(path, line, CompletionProblemKind.Duplicate, $"{id} has its answers already; this one is left out");

    private void Problem(string path, int line, CompletionProblemKind kind, string message) =>
        _problems.Add(new CompletionProblem(path, line, kind, message));
}
