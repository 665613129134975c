using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Eval.Models.Onnx.Tokenization;

/// <summary>A regular expression over code points. .NET matches UTF-16 units, in which a letter beyond the basic plane is no letter: such characters are matched as a stand-in of the same category.</summary>
internal sealed class CodePointRegex
{
    private const char ExplicitStandIn = '\uF000';
    private static readonly TimeSpan UsualTimeout = TimeSpan.FromSeconds(20);

    private readonly Regex _regex;
    private readonly List<(int First, int Last)> _explicit = [];

    /// <param name="pattern">The expression as the tokenizer's file writes it.</param>
    /// <param name="timeout">Longest time a match may take; null for what is usual.</param>
    /// <exception cref="TokenizerException">The pattern uses something .NET's expressions do not have.</exception>
    public CodePointRegex(string pattern, TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        try
        {
            _regex = new Regex(WithoutPairs(pattern), RegexOptions.CultureInvariant | RegexOptions.Compiled, timeout ?? UsualTimeout);
        }
        catch (ArgumentException exception)
        {
            throw new TokenizerException($"The tokenizer splits text by the expression {pattern}, which cannot be followed here: {exception.Message}", exception);
        }
    }

    /// <summary>Matches in order as offsets into <paramref name="text"/>; empty ones are left out.</summary>
    /// <exception cref="TokenizerException">The expression takes for ever on this text.</exception>
    public List<(int Start, int Length)> Matches(string text)
    {
        try
        {
            return Find(text);
        }
        catch (RegexMatchTimeoutException exception)
        {
            throw new TokenizerException($"The tokenizer's expression {exception.Pattern} took more than {exception.MatchTimeout} on one text.", exception);
        }
    }

    private List<(int Start, int Length)> Find(string text)
    {
        var found = new List<(int, int)>();
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            foreach (var match in _regex.EnumerateMatches(text))
            {
                Add(match.Index, match.Length);
            }

            return found;
        }

        var (projected, offsets) = Project(text);
        foreach (var match in _regex.EnumerateMatches(projected))
        {
            Add(offsets[match.Index], offsets[match.Index + match.Length] - offsets[match.Index]);
        }

        return found;

        void Add(int start, int length)
        {
            if (length > 0)
            {
                found.Add((start, length));
            }
        }
    }

    private (string Text, List<int> Offsets) Project(string text)
    {
        var builder = new StringBuilder(text.Length);
        var offsets = new List<int>(text.Length + 1);
        for (var i = 0; i < text.Length;)
        {
            offsets.Add(i);
            if (Rune.TryGetRuneAt(text, i, out var rune) && !rune.IsBmp)
            {
                builder.Append(StandIn(rune));
                i += 2;
            }
            else
            {
                builder.Append(text[i++]);
            }
        }

        offsets.Add(text.Length);
        return (builder.ToString(), offsets);
    }

    private char StandIn(Rune rune) => _explicit.Exists(range => rune.Value >= range.First && rune.Value <= range.Last)
        ? ExplicitStandIn
        : Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.UppercaseLetter => '\uA7F5',
            UnicodeCategory.LowercaseLetter => '\uA7F6',
            UnicodeCategory.TitlecaseLetter => '\u1F88',
            UnicodeCategory.ModifierLetter => '\uA717',
            UnicodeCategory.OtherLetter => '\uA4D0',
            UnicodeCategory.NonSpacingMark => '\uA66F',
            UnicodeCategory.SpacingCombiningMark => '\uA823',
            UnicodeCategory.EnclosingMark => '\uA670',
            UnicodeCategory.DecimalDigitNumber => '\uA620',
            UnicodeCategory.LetterNumber => '\uA6E6',
            UnicodeCategory.OtherNumber => '\uA830',
            UnicodeCategory.MathSymbol => '\u2A00',
            UnicodeCategory.CurrencySymbol => '\uA838',
            UnicodeCategory.ModifierSymbol => '\uA700',
            UnicodeCategory.OtherSymbol => '\uA828',
            UnicodeCategory.OtherPunctuation => '\uA60D',
            UnicodeCategory.DashPunctuation => '\u2E17',
            UnicodeCategory.Format => '\u2061',
            _ => '\uE000',
        };

    /// <summary>Replaces ranges beyond the basic plane, which .NET cannot write, by one stand-in character.</summary>
    private string WithoutPairs(string pattern)
    {
        if (!pattern.Any(char.IsSurrogate))
        {
            return pattern;
        }

        var builder = new StringBuilder(pattern.Length);
        var runes = pattern.EnumerateRunes().ToList();
        for (var i = 0; i < runes.Count; i++)
        {
            if (runes[i].IsBmp)
            {
                builder.Append(runes[i].ToString());
                continue;
            }

            var isRange = i + 2 < runes.Count && runes[i + 1].Value == '-' && !runes[i + 2].IsBmp;
            _explicit.Add((runes[i].Value, runes[isRange ? i + 2 : i].Value));
            builder.Append(ExplicitStandIn);
            i += isRange ? 2 : 0;
        }

        return builder.ToString();
    }
}
