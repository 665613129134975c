using System.Globalization;
using System.Text;
using Eval.Models.Onnx.Tokenization.SentencePiece;

namespace Eval.Models.Onnx.Tokenization;

/// <summary>Hugging Face's reading of SentencePiece's character map: by grapheme where that is short, else by character, the shortest entry of each (https://github.com/huggingface/spm_precompiled).</summary>
internal sealed class PrecompiledNormalizer(byte[] data)
{
    private const int LongestGrapheme = 5;

    private readonly CharacterMap _map = new(data);

    public string Normalize(string text)
    {
        var output = new StringBuilder(text.Length);
        var graphemes = StringInfo.GetTextElementEnumerator(text);
        while (graphemes.MoveNext())
        {
            var grapheme = graphemes.GetTextElement();
            if (Encoding.UTF8.GetByteCount(grapheme) > LongestGrapheme || !Replace(grapheme, output))
            {
                foreach (var rune in grapheme.EnumerateRunes())
                {
                    var character = rune.ToString();
                    if (!Replace(character, output))
                    {
                        output.Append(character);
                    }
                }
            }
        }

        return output.ToString();
    }

    private bool Replace(string part, StringBuilder output)
    {
        var (length, replacement) = _map.Shortest(Encoding.UTF8.GetBytes(part));
        if (length == 0)
        {
            return false;
        }

        output.Append(Encoding.UTF8.GetString(replacement.Span));
        return true;
    }
}
