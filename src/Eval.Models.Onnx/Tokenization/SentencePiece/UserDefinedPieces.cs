namespace Eval.Models.Onnx.Tokenization.SentencePiece;

/// <summary>Finds user-defined pieces in a text, the longest at each place.</summary>
internal sealed class UserDefinedPieces(SentencePieceModel model)
{
    private readonly Dictionary<char, string[]> _pieces = model.Pieces
        .Where(piece => piece.Kind == PieceKind.UserDefined && piece.Text.Length > 0)
        .GroupBy(piece => piece.Text[0], piece => piece.Text)
        .ToDictionary(group => group.Key, group => group.OrderByDescending(piece => piece.Length).ToArray());

    /// <summary>Length of the piece that begins here; 0 for none.</summary>
    public int LengthAt(string text, int position) => _pieces.TryGetValue(text[position], out var candidates)
        ? Array.Find(candidates, piece => text.AsSpan(position).StartsWith(piece, StringComparison.Ordinal))?.Length ?? 0
        : 0;
}
