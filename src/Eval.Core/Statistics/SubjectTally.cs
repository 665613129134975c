using Eval.Core.Results;
using Eval.Core.Scoring;

namespace Eval.Core.Statistics;

/// <summary>Counts and judged answers of one subject under one metric.</summary>
internal sealed class SubjectTally(string name)
{
    private readonly int[] _statuses = new int[4];
    private int _total;

    public string Name { get; } = name;

    /// <summary>The judged answers.</summary>
    public Stratum Judged { get; } = new();

    /// <summary>The judged answers and the errors, each error as a wrong answer.</summary>
    public Stratum JudgedIfErrorsWrong { get; } = new();

    public StatusCounts Counts => new(
        _total,
        _statuses[(int)SampleStatus.Scored],
        _statuses[(int)SampleStatus.NoAnswer],
        _statuses[(int)SampleStatus.Truncated],
        _statuses[(int)SampleStatus.Error]);

    /// <summary>Counts one planned answer; null for one without a record.</summary>
    public void Count(SampleStatus? status)
    {
        _total++;
        if (status is { } ended)
        {
            _statuses[(int)ended]++;
        }
    }
}
