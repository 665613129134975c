using Eval.Core.Datasets;
using Eval.Core.Prompts;

namespace Eval.Hosting.Planning;

/// <summary>Picks the samples of a run: subjects or groups, then the first N of each subject. Positions never change, so shots never do either.</summary>
public static class SampleSelector
{
    /// <summary>Subjects that a list of subject and group names stands for, in data order.</summary>
    /// <exception cref="RequestException">A name is neither a subject nor a group.</exception>
    public static IReadOnlyList<string> ResolveSubsets(BenchmarkData data, ProtocolInfo protocol, IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(protocol);
        ArgumentNullException.ThrowIfNull(names);
        var subjects = data.Samples.Select(sample => sample.Subset).Distinct(StringComparer.Ordinal).ToList();
        var groups = protocol.Groups.ToDictionary(group => group.Key, group => group.Value, StringComparer.OrdinalIgnoreCase);
        var chosen = new HashSet<string>(StringComparer.Ordinal);
        var problems = new List<Problem>();
        foreach (var name in names)
        {
            if (subjects.Contains(name))
            {
                chosen.Add(name);
            }
            else if (groups.TryGetValue(name, out var members))
            {
                chosen.UnionWith(members);
            }
            else
            {
                var near = subjects.OrderBy(subject => EditDistance.Between(subject, name)).Take(3);
                problems.Add(new Problem($"-b {data.Benchmark}:{name}", $"{data.Benchmark} has no subject or group \"{name}\".", $"Nearest: {string.Join(", ", near)}. List them with: dotnet eval list benchmarks --json"));
            }
        }

        return problems.Count > 0 ? throw new RequestException(problems) : [.. subjects.Where(chosen.Contains)];
    }

    /// <summary>The samples of the given subjects (all when empty), the first <paramref name="limit"/> of each subject, in position order.</summary>
    public static IReadOnlyList<Sample> Select(BenchmarkData data, IReadOnlyList<string> subsets, int? limit)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(subsets);
        if (subsets.Count == 0 && limit is null)
        {
            return data.Samples;
        }

        var wanted = subsets.ToHashSet(StringComparer.Ordinal);
        var taken = new Dictionary<string, int>(StringComparer.Ordinal);
        var chosen = new List<Sample>();
        foreach (var sample in data.Samples)
        {
            if (wanted.Count > 0 && !wanted.Contains(sample.Subset))
            {
                continue;
            }

            var count = taken.GetValueOrDefault(sample.Subset);
            if (limit is { } most && count >= most)
            {
                continue;
            }

            taken[sample.Subset] = count + 1;
            chosen.Add(sample);
        }

        return chosen;
    }
}
