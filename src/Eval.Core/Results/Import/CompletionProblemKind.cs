namespace Eval.Core.Results.Import;

public enum CompletionProblemKind
{
    /// <summary>Not JSON, or not an object.</summary>
    BrokenLine,

    /// <summary>An object of no known format.</summary>
    UnknownFormat,

    /// <summary>The benchmark has no such sample among those asked for.</summary>
    UnknownId,

    /// <summary>The sample has its answers already; the earlier ones count.</summary>
    Duplicate,

    /// <summary>The line is of a sample and holds no answer: that sample is an error.</summary>
    NoText,

    /// <summary>A record of another benchmark.</summary>
    OtherBenchmark,
}
