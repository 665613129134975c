using Eval.Core.Datasets;
using Eval.Core.Models;
using Eval.Core.Prompts;

namespace Eval.Core.Running;

/// <summary>The order in which a task's samples are asked.</summary>
internal static class SampleOrder
{
    /// <summary>Places in asking order; null for the samples' own order.</summary>
    /// <remarks>Where continuations are scored, samples of one subject follow each other: they share their shots, so an engine that keeps
    /// the last prompt's state evaluates the shared prefix once per subject.</remarks>
    public static int[]? For(ProtocolInfo protocol, IReadOnlyList<Sample> samples)
    {
        if (!protocol.Needs.HasFlag(ModelAbilities.Continuations) || IsGrouped(samples))
        {
            return null;
        }

        return [.. Enumerable.Range(0, samples.Count).GroupBy(place => samples[place].Subset, StringComparer.Ordinal).SelectMany(subject => subject)];
    }

    private static bool IsGrouped(IReadOnlyList<Sample> samples)
    {
        var left = new HashSet<string>(StringComparer.Ordinal);
        string? current = null;
        for (var place = 0; place < samples.Count; place++)
        {
            var subset = samples[place].Subset;
            if (subset != current && !left.Add(subset))
            {
                return false;
            }

            current = subset;
        }

        return true;
    }
}
