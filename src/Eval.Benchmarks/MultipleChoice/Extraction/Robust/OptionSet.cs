namespace Eval.Benchmarks.MultipleChoice.Extraction.Robust;

/// <summary>The options of one question, ready to be found in an answer.</summary>
internal sealed class OptionSet
{
    private static readonly string[] Articles = ["the ", "an ", "a "];

    private readonly string[] _exact;
    private readonly string[] _texts;
    private readonly int[] _longestFirst;

    public OptionSet(IReadOnlyList<string> choices)
    {
        _exact = [.. choices.Select(choice => WithoutFullStop(AnswerText.Clean(choice)))];
        _texts = [.. _exact.Select(choice => choice.ToLowerInvariant())];
        _longestFirst = [.. Enumerable.Range(0, choices.Count).OrderByDescending(index => _texts[index].Length)];
    }

    public int Count => _texts.Length;

    /// <summary>Lower-case text of an option, cleaned like the answer.</summary>
    public string Text(int index) => _texts[index];

    /// <summary>Index of the option with this letter; −1 when there is none.</summary>
    public int IndexOf(char letter)
    {
        var index = letter - 'A';
        return index >= 0 && index < Count ? index : -1;
    }

    /// <summary>The longest option text that stands at a position, an article in front or left out; −1 when none does, or two options read the same.</summary>
    /// <param name="text">The answer.</param>
    /// <param name="lower">The answer in lower case: case counts only between options that differ in nothing else (AABB, AaBb).</param>
    /// <param name="position">Where to look.</param>
    /// <param name="end">Where the option's text ends.</param>
    public int StartingAt(string text, string lower, int position, out int end)
    {
        foreach (var index in _longestFirst)
        {
            var option = _texts[index];
            if (Matches(lower, position, option, out end) || Matches(lower, position, WithoutArticle(option), out end))
            {
                return IsUnique(index) ? index : OnlyExact(text, position, _texts[index]);
            }
        }

        end = position;
        return -1;
    }

    /// <summary>True where an option long enough to be no accident stands there as whole words.</summary>
    public bool IsMentioned(string lower, int index)
    {
        var option = _texts[index];
        if (!IsTelling(option) || !IsUnique(index))
        {
            return false;
        }

        for (var at = lower.IndexOf(option, StringComparison.Ordinal); at >= 0; at = lower.IndexOf(option, at + option.Length, StringComparison.Ordinal))
        {
            if ((at == 0 || !Continues(lower[at - 1], option[0])) && Matches(lower, at, option, out var end) && !IsWithinLonger(lower, index, at, end))
            {
                return true;
            }
        }

        return false;
    }

    private int OnlyExact(string text, int position, string lowerOption)
    {
        var exact = Enumerable.Range(0, Count).Where(index => _texts[index] == lowerOption && Matches(text, position, _exact[index], out _)).Take(2).ToArray();
        return exact.Length == 1 ? exact[0] : -1;
    }

    private static bool IsTelling(string option) => option.Length >= 4 || (option.Length >= 2 && option.All(character => character > '\u2e7f'));

    private bool IsUnique(int index) => Array.IndexOf(_texts, _texts[index]) == Array.LastIndexOf(_texts, _texts[index]);

    /// <summary>True where the mention is only a part of another option's mention ("sodium" in "sodium chloride").</summary>
    private bool IsWithinLonger(string lower, int index, int start, int end)
    {
        for (var other = 0; other < Count; other++)
        {
            var inside = other == index || _texts[other].Length <= _texts[index].Length
                ? -1
                : _texts[other].IndexOf(_texts[index], StringComparison.Ordinal);
            var outerStart = start - inside;
            if (inside >= 0 && outerStart >= 0 && outerStart + _texts[other].Length <= lower.Length && outerStart + _texts[other].Length >= end
                && string.CompareOrdinal(lower, outerStart, _texts[other], 0, _texts[other].Length) == 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Drops the dot that ends a sentence, but no dot that is part of it: "cd .", "etc..".</summary>
    private static string WithoutFullStop(string option) =>
        option.Length > 1 && option[^1] is '.' or '。' && option[^2] is not ('.' or ' ') ? option[..^1] : option;

    private static string WithoutArticle(string option)
    {
        var article = Array.Find(Articles, article => option.StartsWith(article, StringComparison.Ordinal));
        return article is null ? option : option[article.Length..];
    }

    private static bool Matches(string lower, int position, string option, out int end)
    {
        end = position + option.Length;
        if (option.Length == 0 || end > lower.Length || string.CompareOrdinal(lower, position, option, 0, option.Length) != 0)
        {
            return false;
        }

        var isNumberGoingOn = end + 1 < lower.Length && lower[end] is '.' or ',' && char.IsAsciiDigit(lower[end + 1]) && char.IsAsciiDigit(option[^1]);
        return !isNumberGoingOn && (end == lower.Length || !Continues(lower[end], option[^1]));
    }

    /// <summary>True where two neighbouring characters belong to one word.</summary>
    private static bool Continues(char character, char neighbour) => char.IsAsciiLetterOrDigit(character) && char.IsAsciiLetterOrDigit(neighbour);
}
