namespace Eval.Benchmarks.Custom;

/// <summary>How a custom benchmark's answers are judged.</summary>
public enum CustomKind
{
    /// <summary>The letter of an option: by log-probability in raw form, by extraction in chat form.</summary>
    Choice,

    /// <summary>The final number, compared exactly.</summary>
    Numeric,

    /// <summary>A text that must equal the key.</summary>
    Exact,

    /// <summary>A Python function, run against tests in the sandbox.</summary>
    Code,
}
