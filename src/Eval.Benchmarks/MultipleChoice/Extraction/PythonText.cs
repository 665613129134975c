using System.Globalization;
using System.Text;

namespace Eval.Benchmarks.MultipleChoice.Extraction;

/// <summary>Strings as Python sees them, for protocols whose origin is a Python program.</summary>
internal static class PythonText
{
    /// <summary>A word character of Python's <c>\w</c>, as a class of a .NET pattern (<c>\w</c> itself differs in marks and in numbers like ²).</summary>
    public const string Word = @"[\p{L}\p{N}_]";

    /// <summary>Python's <c>\b</c>.</summary>
    public const string Boundary = $"(?:(?<={Word})(?!{Word})|(?<!{Word})(?={Word}))";

    private const char OutsideWord = '\u2135';
    private const char OutsideOther = '\ufffd';

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

    /// <summary>Characters as Python counts them: a surrogate pair is one.</summary>
    public static int Length(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
        {
            count++;
        }

        return count;
    }

    /// <summary>The same text for .NET's patterns to read as Python's would: the separators U+001C to U+001F become spaces, which <c>\s</c> matches,
    /// and a character beyond U+FFFF becomes one character of its kind, so that counts in patterns agree.</summary>
    public static string ForPatterns(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\u001c', '\u001f') && !text.AsSpan().ContainsAnyInRange('\ud800', '\udfff'))
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is >= 0x1c and <= 0x1f)
            {
                result.Append(' ');
            }
            else if (rune.IsBmp)
            {
                result.Append((char)rune.Value);
            }
            else
            {
                result.Append(IsWord(rune) ? OutsideWord : OutsideOther);
            }
        }

        return result.ToString();
    }

    /// <summary>Whether <c>\w</c> matches the character: letters, all numbers and the underscore.</summary>
    public static bool IsWord(Rune rune) => rune.Value == '_' || Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
        or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter
        or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    /// <summary><c>str.isspace()</c> of one character.</summary>
    private static bool IsSpace(char character) => char.IsWhiteSpace(character) || character is >= '\u001c' and <= '\u001f';
}
