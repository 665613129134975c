namespace Eval.Models.Onnx.Tokenization;

/// <summary>A tokenizer file is missing, broken, or of a kind that cannot be followed exactly. A tokenizer is never approximated: wrong ids give plausible, wrong scores.</summary>
public sealed class TokenizerException(string message, Exception? innerException = null) : Exception(message, innerException);
