using System.Text.RegularExpressions;

namespace Eval.Benchmarks.MultipleChoice.Extraction.Robust;

/// <summary>Reads the option that stands at a place of an answer: a letter in any wrapping, an option's text, or its number.</summary>
internal sealed class ChoiceParser(string text, OptionSet options)
{
    private const int MaxSkips = 12;
    private const string Openers = " \n\"'“”‘’「『《【〈([{<:=-–—→>|,_\\";
    private const string Closers = ")]}\"'”’」』】》〉>_";

    private static readonly HashSet<string> Fillers = new(StringComparer.OrdinalIgnoreCase)
    {
        "option", "choice", "letter", "answer", "the", "definitely", "clearly", "obviously", "therefore", "thus", "hence", "most", "likely", "probably",
        "indeed", "simply", "actually", "really", "is", "it", "it's", "be", "that", "would", "should", "must", "i", "to", "best", "correct", "right", "so",
        "then", "certainly", "surely", "as", "follows", "either", "with", "statement", "number",
    };

    private static readonly string[] ChineseFillers = ["选项", "选择", "应该", "答案", "字母", "以下", "选", "项", "第", "应", "就", "是", "为", "该", "即"];

    private static readonly HashSet<string> AfterLetterA = new(StringComparer.OrdinalIgnoreCase)
    {
        "because", "since", "as", "is", "was", "which", "and", "or", "for", "due", "based", "given", "here", "makes", "seems", "with", "but", "not", "in", "by", "to",
        "must", "would", "appears", "would", "correctly", "best", "if", "has", "does",
    };

    private static readonly Regex Denial = Linear(
        @"^(?: ?选?项| ?选项)?\s?(?:,? ?(?:is|was|would be|are))?\s?(?:not\b|n't|incorrect\b|wrong\b|isn't\b|wasn't\b|cannot\b|can't\b|不|错|有误|并非|吗)");

    private static readonly Regex Several = Linear(@"^\s?(?:,? ?and\b|,? ?or\b|[,、/&+]|和|或者?|与|及|以及)\s?(?:option |选项)?[(""']?([A-Za-z])([^A-Za-z0-9_][\s\S]{0,12})?$");

    private static readonly Regex GoesOn = Linear(@"^[)\]""']?(?: [a-z]{2,}|(?:选?项)?\s?[^\x00-\x7f和或与及都均、。])");

    private readonly string _lower = text.ToLowerInvariant();

    public string Text => text;

    public string Lower => _lower;

    /// <summary>Reads the option at a position.</summary>
    /// <param name="position">Where to look; quotes, brackets and small words are passed over.</param>
    /// <param name="mustEnd">Whether the clause must end after it.</param>
    /// <param name="allowLowerCase">Whether a small letter counts, when nothing but punctuation follows.</param>
    public (ChoiceKind Kind, int Index) Read(int position, bool mustEnd, bool allowLowerCase)
    {
        var isNumbered = false;
        for (var skips = 0; skips < MaxSkips; skips++)
        {
            position = SkipOpeners(position);
            if (position >= text.Length)
            {
                break;
            }

            var letter = LetterAt(position, allowLowerCase);
            var option = options.StartingAt(text, _lower, position, out var end);
            if (option >= 0 && (letter < 0 || end - position > 1))
            {
                return Denial.IsMatch(After(end)) || (mustEnd && !IsEnd(end)) ? (ChoiceKind.None, -1) : (ChoiceKind.Text, option);
            }

            if (letter >= 0)
            {
                return Judge(letter, position + 1, mustEnd);
            }

            if (isNumbered && NumberAt(position) is >= 0 and var number)
            {
                return (ChoiceKind.Number, number);
            }

            var filler = FillerAt(position);
            if (filler.Length == 0)
            {
                break;
            }

            isNumbered = filler is "option" or "choice" or "number" or "statement" or "选项" or "第" or "项";
            position += filler.Length;
        }

        return (ChoiceKind.None, -1);
    }

    /// <summary>Reads the letter that stands exactly at a position and ends its clause.</summary>
    public (ChoiceKind Kind, int Index) ReadBare(int position) =>
        position < text.Length && LetterAt(position, allowLowerCase: false) is >= 0 and var letter ? Judge(letter, position + 1, mustEnd: true) : (ChoiceKind.None, -1);

    /// <summary>Index of the option whose letter stands alone at a position; −1 when there is none.</summary>
    public int LetterAt(int position, bool allowLowerCase = false)
    {
        var character = text[position];
        var isLower = character is >= 'a' and <= 'z';
        var index = options.IndexOf(isLower ? (char)(character - 32) : character);
        if (index < 0 || (isLower && !allowLowerCase))
        {
            return -1;
        }

        var next = position + 1 < text.Length ? text[position + 1] : '\n';
        var afterNext = position + 2 < text.Length ? text[position + 2] : '\n';
        if (char.IsAsciiLetterOrDigit(next) || next is '=' or '+' or '^' || (next is '\'' or '’' or '-' or '_' && char.IsAsciiLetterOrDigit(afterNext)))
        {
            return -1;
        }

        if (isLower)
        {
            return next is '\n' or ')' or '.' or ',' or ']' or '}' or '"' or '\'' or '。' && !char.IsAsciiLetterOrDigit(afterNext) ? index : -1;
        }

        // "A" before a small word is an article, unless the word goes on about the letter.
        return character == 'A' && next == ' ' && afterNext is >= 'a' and <= 'z' && !AfterLetterA.Contains(WordAt(position + 2)) ? -1 : index;
    }

    /// <summary>True where nothing but closing marks stands between the position and the end of a clause.</summary>
    public bool IsEnd(int position)
    {
        while (position < text.Length && (Closers.Contains(text[position]) || text[position] == ' '))
        {
            position++;
        }

        return position >= text.Length || text[position] is '\n' or '.' or ',' or ';' or '!' or ':' or '。' or '、' or '选' or '项' or '<';
    }

    /// <summary>The text after a position, a few words long.</summary>
    public string After(int position)
    {
        while (position < text.Length && Closers.Contains(text[position]))
        {
            position++;
        }

        return text[position..Math.Min(text.Length, position + 16)];
    }

    private (ChoiceKind Kind, int Index) Judge(int letter, int end, bool mustEnd)
    {
        var own = end;
        while (own < text.Length && (Closers.Contains(text[own]) || text[own] is ' ' or '.' or ':' or ',' or '-' or '、'))
        {
            own++;
        }

        // The letter with its own option's text, which may well begin with "not": nothing after it is about the letter.
        if (own > end && options.StartingAt(text, _lower, own, out _) == letter)
        {
            return (ChoiceKind.Letter, letter);
        }

        var after = After(end);
        if (after.StartsWith('?') || Denial.IsMatch(after))
        {
            return (ChoiceKind.None, -1);
        }

        if (Several.Match(after) is { Success: true } several && IsOtherLetter(several, letter))
        {
            return (ChoiceKind.Several, -1);
        }

        return mustEnd && !IsEnd(end) ? (ChoiceKind.None, -1) : (ChoiceKind.Letter, letter);
    }

    private bool IsOtherLetter(Match several, int letter)
    {
        var other = several.Groups[1].ValueSpan[0];
        return options.IndexOf(other) is >= 0 and var index && index != letter && !GoesOn.IsMatch(several.Groups[2].Value);
    }

    private int SkipOpeners(int position)
    {
        // An option may begin with such a mark itself: -19, <10%, "No".
        while (position < text.Length && (Openers.Contains(text[position]) || IsEllipsis(position))
            && (text[position] is ' ' or '\n' || options.StartingAt(text, _lower, position, out _) < 0))
        {
            position++;
        }

        return position;
    }

    private bool IsEllipsis(int position) =>
        text[position] == '.' && ((position + 1 < text.Length && text[position + 1] == '.') || (position > 0 && text[position - 1] == '.'));

    private int NumberAt(int position)
    {
        var character = text[position];
        var index = character switch
        {
            >= '1' and <= '9' => character - '1',
            '一' => 0,
            '二' => 1,
            '三' => 2,
            '四' => 3,
            _ => -1,
        };
        return index >= 0 && index < options.Count && (position + 1 == text.Length || !char.IsAsciiLetterOrDigit(text[position + 1])) ? index : -1;
    }

    private string FillerAt(int position)
    {
        var word = WordAt(position);
        if (word.Length > 0)
        {
            return Fillers.Contains(word) ? word.ToLowerInvariant() : "";
        }

        return Array.Find(ChineseFillers, filler => string.CompareOrdinal(text, position, filler, 0, filler.Length) == 0) ?? "";
    }

    private string WordAt(int position)
    {
        var end = position;
        while (end < text.Length && end - position < 20 && (char.IsAsciiLetter(text[end]) || (text[end] is '\'' or '’' && end > position)))
        {
            end++;
        }

        return text[position..end].Replace('’', '\'');
    }

    private static Regex Linear(string pattern) => new(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
}
