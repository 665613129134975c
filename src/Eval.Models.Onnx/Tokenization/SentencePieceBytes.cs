using System.Globalization;
using System.Text;

namespace Eval.Models.Onnx.Tokenization;

/// <summary>Bytes of tokens written in SentencePiece's way: U+2581 for a space, <c>&lt;0xNN&gt;</c> for a byte.</summary>
internal static class SentencePieceBytes
{
    public static byte[] Of(string token, bool byteFallback) =>
        byteFallback && token is ['<', '0', 'x', _, _, '>'] && byte.TryParse(token.AsSpan(3, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var value)
            ? [value]
            : Encoding.UTF8.GetBytes(token.Replace('\u2581', ' '));
}
