using System.Text;

namespace Eval.Benchmarks.MultipleChoice.Extraction;

/// <summary>thefuzz's <c>process.extractOne</c> over the option texts: the option most like the whole answer, the first of equals.</summary>
internal static class FuzzyOption
{
    private const string Rule = "qwen/fuzzy";

    /// <summary>Always an option, even for an answer that resembles none, unless the texts are too long to compare.</summary>
    public static LetterReading Closest(string text, IReadOnlyList<string> choices)
    {
        var query = Process(text);
        var best = -1;
        var bestScore = double.NegativeInfinity;
        for (var i = 0; i < choices.Count; i++)
        {
            var choice = Process(choices[i]);
            if (!FuzzyRatio.IsAffordable(query.Length, choice.Length))
            {
                return new LetterReading(null, Rule + "/too-long", IsExplicit: false);
            }

            var score = FuzzyRatio.Weighted(query, choice);
            if (score > bestScore)
            {
                best = i;
                bestScore = score;
            }
        }

        // The origin looks the option's text up again, so of two equal options the first is meant.
        return new LetterReading(Letters.At(IndexOf(choices, choices[best])), Rule, IsExplicit: false);
    }

    private static int IndexOf(IReadOnlyList<string> choices, string text)
    {
        for (var i = 0; i < choices.Count; i++)
        {
            if (string.Equals(choices[i], text, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return 0;
    }

    /// <summary>thefuzz's full_process with force_ascii: U+0080 to U+00FF are dropped, all but word characters become spaces, ends are stripped, letters lowered.</summary>
    private static int[] Process(string text)
    {
        var characters = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is < 0x80 or > 0xff)
            {
                characters.Add(PythonText.IsWord(rune) ? Rune.ToLowerInvariant(rune).Value : ' ');
            }
        }

        var start = characters.FindIndex(character => character != ' ');
        return start < 0 ? [] : [.. characters[start..(characters.FindLastIndex(character => character != ' ') + 1)]];
    }
}
