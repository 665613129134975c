namespace Eval.Benchmarks.MultipleChoice.Extraction.Robust;

/// <summary>What stands where an answer was expected.</summary>
internal enum ChoiceKind
{
    None,
    Letter,
    Text,
    Number,

    /// <summary>Two or more letters: no single answer.</summary>
    Several,
}
