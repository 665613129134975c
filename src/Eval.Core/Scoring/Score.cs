namespace Eval.Core.Scoring;

/// <summary>The verdict on one sample.</summary>
public sealed record Score
{
    public required SampleStatus Status { get; init; }

    /// <summary>1 or 0 (a custom metric may lie between); null with <see cref="SampleStatus.Error"/>, and where the sample has no label
    /// (C-Eval's test split as first released): such a record counts by its status and is in no average.</summary>
    public double? Value { get; init; }

    /// <summary>The answer as extracted; null when nothing was.</summary>
    public string? Answer { get; init; }

    /// <summary>Name of the rule that extracted it.</summary>
    public string? Rule { get; init; }

    /// <summary>Other readings of the same completion, by metric name.</summary>
    public IReadOnlyDictionary<string, Reading> Alternatives { get; init; } = NoAlternatives;

    /// <summary>What went wrong, for <see cref="SampleStatus.Error"/>, or why a program failed.</summary>
    public string? Error { get; init; }

    /// <summary>The program that ran, for code benchmarks.</summary>
    public string? Program { get; init; }

    /// <summary>Tail of the program's stderr.</summary>
    public string? Stderr { get; init; }

    public static Score Failed(string error) => new() { Status = SampleStatus.Error, Error = error };

    public static Score Unread(SampleStatus status, string? rule = null) => new() { Status = status, Value = 0, Rule = rule };

    public static Score Read(string? answer, string rule, bool isCorrect) =>
        new() { Status = SampleStatus.Scored, Value = isCorrect ? 1 : 0, Answer = answer, Rule = rule };

    /// <summary>An answer that cannot be judged because the data carry no label.</summary>
    public static Score Unlabelled(SampleStatus status, string? answer, string? rule) =>
        new() { Status = status, Answer = answer, Rule = rule };

    private static readonly Dictionary<string, Reading> NoAlternatives = [];
}
