namespace Eval.Benchmarks.MultipleChoice;

/// <summary>String operations as Python defines them, for protocols whose origin is a Python program.</summary>
internal static class PythonText
{
    /// <summary><c>str.strip()</c>: Unicode white space and the separators U+001C to U+001F, which .NET does not count.</summary>
    public static ReadOnlySpan<char> Strip(string text)
    {
        var start = 0;
        var end = text.Length;
        while (start < end && IsSpace(text[start]))
        {
            start++;
        }

        while (end > start && IsSpace(text[end - 1]))
        {
            end--;
        }

        return text.AsSpan(start, end - start);
    }

    /// <summary><c>str.isspace()</c> of one character.</summary>
    public static bool IsSpace(char character) => char.IsWhiteSpace(character) || character is >= '\u001c' and <= '\u001f';
}
