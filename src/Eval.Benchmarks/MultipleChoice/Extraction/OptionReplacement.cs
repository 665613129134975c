using System.Text;

namespace Eval.Benchmarks.MultipleChoice.Extraction;

/// <summary>Replaces option texts in an answer by their letters, the longest option first, as Qwen's scripts do.</summary>
internal static class OptionReplacement
{
    /// <param name="text">The answer.</param>
    /// <param name="choices">The options.</param>
    /// <param name="trailing">Character dropped from the end of each option, however often it stands there.</param>
    /// <param name="ignoreCase">Whether case counts.</param>
    public static string ByLetters(string text, IReadOnlyList<string> choices, char trailing, bool ignoreCase)
    {
        var byLength = Enumerable.Range(0, choices.Count).OrderByDescending(index => PythonText.Length(choices[index]));
        foreach (var index in byLength)
        {
            var option = choices[index].TrimEnd(trailing);
            text = option.Length == 0
                ? Intersperse(text, Letters.At(index))
                : text.Replace(option, Letters.At(index), ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>Python replaces the empty string by writing before, between and after all characters.</summary>
    private static string Intersperse(string text, string letter)
    {
        var result = new StringBuilder(text.Length * 2 + 1).Append(letter);
        foreach (var rune in text.EnumerateRunes())
        {
            result.Append(rune.ToString()).Append(letter);
        }

        return result.ToString();
    }
}
