namespace Eval.Models.Onnx.Tokenization;

/// <summary>What becomes of the text a splitting pattern matches.</summary>
internal enum SplitBehavior
{
    Isolated,
    Removed,
    MergedWithPrevious,
    MergedWithNext,
    Contiguous,
}
