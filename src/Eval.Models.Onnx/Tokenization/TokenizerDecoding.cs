using System.Text;

namespace Eval.Models.Onnx.Tokenization;

/// <summary>Decoding shared by every tokenizer.</summary>
public static class TokenizerDecoding
{
    /// <summary>Text of a whole sequence; bytes that are no valid UTF-8 become U+FFFD.</summary>
    public static string Decode(this ITextTokenizer tokenizer, IEnumerable<int> ids)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        ArgumentNullException.ThrowIfNull(ids);
        var bytes = new List<byte>();
        foreach (var id in ids)
        {
            bytes.AddRange(tokenizer.GetBytes(id).Span);
        }

        if (tokenizer.Info.StripsLeadingSpace && bytes is [(byte)' ', ..])
        {
            bytes.RemoveAt(0);
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }
}
