using Eval.Core.Prompts;
using Eval.Core.Results;
using Eval.Core.Scoring;

namespace Eval.Core.Statistics;

/// <summary>How every planned answer of one task ended, in a few bytes each: records are added in any order and not kept.</summary>
/// <remarks>Of several records of one answer the first that is not an error counts; without one, the last error. Not thread-safe.</remarks>
public sealed class OutcomeTable
{
    private const byte Missing = byte.MaxValue;

    private readonly byte[][] _statuses;
    private readonly double[][] _values;
    private readonly Dictionary<int, SampleRecord> _errors = [];

    /// <param name="protocol">The task's protocol.</param>
    /// <param name="samples">Number of the task's samples.</param>
    /// <param name="repeats">Answers planned for each.</param>
    public OutcomeTable(ProtocolInfo protocol, int samples, int repeats)
    {
        ArgumentNullException.ThrowIfNull(protocol);
        Protocol = protocol;
        Samples = samples;
        Repeats = repeats;

        // pass@k for k > 1 is computed from the repeats, never read from a record.
        Metrics = [.. protocol.Metrics.Where((metric, position) => position == 0 || !metric.StartsWith("pass@", StringComparison.Ordinal))];
        _statuses = [.. Metrics.Select(_ => Filled(Missing, samples * repeats))];
        _values = [.. Metrics.Select(_ => Filled(double.NaN, samples * repeats))];
    }

    public ProtocolInfo Protocol { get; }

    public int Samples { get; }

    public int Repeats { get; }

    /// <summary>The metrics that records carry, headline first.</summary>
    public IReadOnlyList<string> Metrics { get; }

    /// <summary>Answers that have a record which is not an error.</summary>
    public int Finished { get; private set; }

    /// <summary>Answers whose only records are errors.</summary>
    public int Errors => _errors.Count;

    /// <summary>Sums over the counting records.</summary>
    internal TokenTally Tally { get; } = new();

    /// <summary>Takes a record in; false when an earlier one of the same answer counts instead.</summary>
    /// <param name="sample">Place of the sample in the task, from 0.</param>
    /// <param name="record">Its record; not kept unless it is an error.</param>
    public bool Add(int sample, SampleRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)sample, (uint)Samples, nameof(sample));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)record.Repeat, (uint)Repeats, nameof(record));
        var slot = sample * Repeats + record.Repeat;
        if (IsFinished(sample, record.Repeat))
        {
            return false;
        }

        if (_errors.Remove(slot, out var earlier))
        {
            Tally.Remove(earlier);
        }

        if (record.Status == SampleStatus.Error)
        {
            _errors[slot] = Trim(record);
        }
        else
        {
            Finished++;
        }

        Tally.Add(record);
        Store(slot, record);
        return true;
    }

    /// <summary>Whether an answer has a record that is not an error.</summary>
    public bool IsFinished(int sample, int repeat)
    {
        var status = _statuses[0][sample * Repeats + repeat];
        return status is not Missing and not (byte)SampleStatus.Error;
    }

    /// <summary>How an answer ended under one metric; null while it has no record.</summary>
    public SampleStatus? Status(int metric, int sample, int repeat)
    {
        var status = _statuses[metric][sample * Repeats + repeat];
        return status == Missing ? null : (SampleStatus)status;
    }

    /// <summary>The value of an answer under one metric; null for an error, a missing record, or a sample without a label.</summary>
    public double? Value(int metric, int sample, int repeat)
    {
        var value = _values[metric][sample * Repeats + repeat];
        return double.IsNaN(value) ? null : value;
    }

    private void Store(int slot, SampleRecord record)
    {
        _statuses[0][slot] = (byte)record.Status;
        _values[0][slot] = record.Status == SampleStatus.Error ? double.NaN : record.Score ?? double.NaN;
        for (var metric = 1; metric < Metrics.Count; metric++)
        {
            var reading = Reading(record, Metrics[metric]);
            _statuses[metric][slot] = (byte)reading.Status;
            _values[metric][slot] = reading.Status == SampleStatus.Error ? double.NaN : reading.Value ?? double.NaN;
        }
    }

    // A record without an answer needs no second reading of it; an answer that lacks one was not judged under that metric.
    private static Reading Reading(SampleRecord record, string metric) =>
        record.Status != SampleStatus.Error && record.Alternatives?.TryGetValue(metric, out var reading) == true ? reading
        : record.Status == SampleStatus.Scored ? new Reading(SampleStatus.Error, Value: null, Answer: null, Rule: null)
        : new Reading(record.Status, record.Score, Answer: null, Rule: null);

    // What an error adds to the sums must be taken out again when the sample is asked anew; the rest of it need not be held.
    private static SampleRecord Trim(SampleRecord record) =>
        record with { Completion = null, Reasoning = null, Program = null, Stderr = null, Error = null };

    private static T[] Filled<T>(T value, int length)
    {
        var array = new T[length];
        Array.Fill(array, value);
        return array;
    }
}
