namespace Eval.Models.Baselines;

/// <summary>What kind of answer a question wants.</summary>
internal enum TaskKind
{
    Choice,

    /// <summary>A short final answer, usually a number.</summary>
    Text,

    /// <summary>The body of a Python function.</summary>
    Code,
}
