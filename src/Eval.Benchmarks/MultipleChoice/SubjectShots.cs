using System.Globalization;
using Eval.Core.Datasets;

namespace Eval.Benchmarks.MultipleChoice;

/// <summary>The worked examples of each subject: the first rows of its dev file, in file order.</summary>
internal static class SubjectShots
{
    /// <summary>Examples by subject, for every subject of the data.</summary>
    /// <exception cref="DatasetException">A subject has too few examples, or one of them lacks what the protocol prints.</exception>
    public static Dictionary<string, IReadOnlyList<Sample>> Take(BenchmarkData data, string protocol, int count, bool needsExplanation)
    {
        var bySubject = data.Examples
            .GroupBy(example => example.Subset, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => (IReadOnlyList<Sample>)[.. group.Take(count)], StringComparer.Ordinal);
        var shots = new Dictionary<string, IReadOnlyList<Sample>>(StringComparer.Ordinal);
        var problems = new List<string>();
        foreach (var subject in data.Samples.Select(sample => sample.Subset).Distinct(StringComparer.Ordinal))
        {
            var examples = bySubject.GetValueOrDefault(subject, []);
            shots[subject] = examples;
            if (examples.Count < count)
            {
                problems.Add(string.Create(CultureInfo.InvariantCulture, $"{subject}: {examples.Count} of {count} examples in the dev split"));
            }
            else if (examples.FirstOrDefault(example => example.Target is null) is { } unlabelled)
            {
                problems.Add($"{unlabelled.Id}: the dev example has no answer");
            }
            else if (needsExplanation && examples.FirstOrDefault(example => !example.Fields.ContainsKey(ChoiceFields.Explanation)) is { } unexplained)
            {
                problems.Add($"{unexplained.Id}: the dev example has no explanation");
            }
        }

        return problems.Count == 0
            ? shots
            : throw new DatasetException(
                $"{protocol} shows worked examples from the dev split below {data.Folder}, and they are not all there. "
                + $"Get them with `dotnet eval datasets pull {data.Benchmark}`, or use a protocol without examples ({data.Benchmark}@chat).",
                problems);
    }
}
