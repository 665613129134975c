namespace Eval.Models.Baselines;

/// <summary>Cuts text into pieces that join to the same text again: words with the space before them, single digits, single other characters.</summary>
internal static class NgramTokenizer
{
    public static List<string> Split(ReadOnlySpan<char> text)
    {
        var tokens = new List<string>(text.Length / 4 + 1);
        var i = 0;
        while (i < text.Length)
        {
            var start = i;
            if (text[i] == ' ' && i + 1 < text.Length && text[i + 1] != ' ')
            {
                i++;
            }

            if (char.IsAsciiLetter(text[i]))
            {
                while (i < text.Length && char.IsAsciiLetter(text[i]))
                {
                    i++;
                }
            }
            else
            {
                i += char.IsHighSurrogate(text[i]) && i + 1 < text.Length ? 2 : 1;
            }

            tokens.Add(text[start..i].ToString());
        }

        return tokens;
    }
}
