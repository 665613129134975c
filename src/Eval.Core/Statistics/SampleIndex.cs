using System.Globalization;
using Eval.Core.Datasets;
using Eval.Core.Results;

namespace Eval.Core.Statistics;

/// <summary>Finds the place of a record among a task's samples.</summary>
public sealed class SampleIndex
{
    private readonly Dictionary<string, int> _places;
    private readonly int _repeats;

    /// <param name="samples">The task's samples in order.</param>
    /// <param name="repeats">Repeats of each.</param>
    public SampleIndex(IReadOnlyList<Sample> samples, int repeats)
    {
        ArgumentNullException.ThrowIfNull(samples);
        _repeats = repeats;
        _places = new Dictionary<string, int>(samples.Count, StringComparer.Ordinal);
        for (var place = 0; place < samples.Count; place++)
        {
            _places[samples[place].Id] = place;
        }
    }

    /// <summary>Place of a sample by its own id; null when the task has no such sample.</summary>
    public int? Find(string sampleId) => _places.TryGetValue(sampleId, out var place) ? place : null;

    /// <summary>Place of a record's sample; null when the task has no such sample or repeat.</summary>
    public int? Find(SampleRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record.Repeat >= 0 && record.Repeat < _repeats && IsWellFormed(record) ? Find(record.SampleId) : null;
    }

    private static bool IsWellFormed(SampleRecord record) =>
        record.Repeat == 0 || record.Id.EndsWith(string.Create(CultureInfo.InvariantCulture, $"#{record.Repeat}"), StringComparison.Ordinal);
}
