using System.Text;
using Eval.Core.Datasets;

namespace Eval.Benchmarks.MultipleChoice.Extraction;

/// <summary>OpenCompass first_capital_postprocess: the first upper-case letter of any kind, so "The answer is B" reads T.</summary>
public sealed class FirstCapitalExtractor : ILetterExtractor
{
    public static FirstCapitalExtractor Instance { get; } = new();

    public LetterReading Extract(string text, Sample sample)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsUpper(rune) || IsOtherUppercase(rune.Value))
            {
                return new LetterReading(rune.ToString(), "opencompass/first-capital", IsExplicit: true);
            }
        }

        return LetterReading.None;
    }

    /// <summary>Unicode Other_Uppercase, which Python's <c>isupper</c> counts: Roman numerals and enclosed letters.</summary>
    private static bool IsOtherUppercase(int value) =>
        value is >= 0x2160 and <= 0x216f or >= 0x24b6 and <= 0x24cf
            or >= 0x1f130 and <= 0x1f149 or >= 0x1f150 and <= 0x1f169 or >= 0x1f170 and <= 0x1f189;
}
