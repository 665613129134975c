namespace Eval.Benchmarks.Custom;

/// <summary>Which column of the data file holds what.</summary>
internal sealed record CustomColumns
{
    public string? Id { get; init; }

    public required string Question { get; init; }

    /// <summary>The key; null for code.</summary>
    public string? Answer { get; init; }

    /// <summary>One column per option, or a single column whose JSON value is an array.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    public string? Subset { get; init; }

    /// <summary>Name of the function to write.</summary>
    public string? EntryPoint { get; init; }

    /// <summary>Tests as source, or as a JSON array of statements.</summary>
    public string? Test { get; init; }

    /// <summary>Signature and docstring that a bare body continues.</summary>
    public string? Header { get; init; }

    /// <summary>Every named column.</summary>
    public IEnumerable<string> All => new[] { Id, Question, Answer, Subset, EntryPoint, Test, Header }.OfType<string>().Concat(Choices);
}
