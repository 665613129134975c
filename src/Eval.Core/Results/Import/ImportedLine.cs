using Eval.Core.Models;

namespace Eval.Core.Results.Import;

/// <summary>What one line of a completions file says, whatever its format.</summary>
internal sealed record ImportedLine
{
    /// <summary>Ids the sample may have, the likeliest first.</summary>
    public required IReadOnlyList<string> Ids { get; init; }

    /// <summary>The repeat, where the format says it; null means the next one of its sample.</summary>
    public int? Repeat { get; init; }

    /// <summary>The benchmark, where the format says it.</summary>
    public string? Benchmark { get; init; }

    /// <summary>Name of the filter, where the format writes one line per filter for the same answer.</summary>
    public string? Filter { get; init; }

    /// <summary>The answers of the line, several for several repeats. A null text is no answer.</summary>
    public required IReadOnlyList<Completion> Completions { get; init; }

    /// <summary>True where a later line may take the place of one without an answer, as in our own files after a resume.</summary>
    public bool IsRetried { get; init; }
}
