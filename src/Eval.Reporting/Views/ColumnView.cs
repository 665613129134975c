namespace Eval.Reporting.Views;

/// <summary>One benchmark under one protocol.</summary>
internal sealed record ColumnView
{
    public required string Slug { get; init; }

    public required string Name { get; init; }

    /// <summary><c>@lm-eval v1</c>.</summary>
    public required string Badge { get; init; }

    public required string Metric { get; init; }

    public required string Questions { get; init; }

    /// <summary>Chance level in words; null where guessing cannot work.</summary>
    public string? Chance { get; init; }

    public required bool HasSubjects { get; init; }
}
