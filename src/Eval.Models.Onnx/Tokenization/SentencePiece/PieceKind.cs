namespace Eval.Models.Onnx.Tokenization.SentencePiece;

/// <summary>Kinds of pieces with their numbers in sentencepiece_model.proto.</summary>
internal enum PieceKind
{
    Normal = 1,
    Unknown = 2,
    Control = 3,
    UserDefined = 4,
    Unused = 5,
    Byte = 6,
}
