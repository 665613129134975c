namespace Eval.Models.Onnx.Tokenization;

/// <summary>One step that cuts (and sometimes marks) normalised text before the vocabulary sees it.</summary>
internal interface IPreTokenizer
{
    /// <param name="piece">One piece of the step before.</param>
    /// <param name="isTextStart">Whether the piece begins the whole text.</param>
    IEnumerable<string> Split(string piece, bool isTextStart);
}
