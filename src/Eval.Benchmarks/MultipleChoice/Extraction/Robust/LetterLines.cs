using System.Text.RegularExpressions;

namespace Eval.Benchmarks.MultipleChoice.Extraction.Robust;

/// <summary>Reads letters by their place: alone on a line, at the very beginning, or before their own option's text.</summary>
internal static class LetterLines
{
    private static readonly Regex Alone = Linear(@"(?m)^(?:(?:option|choice|answer|选项|选择?)\s?:?\s?)?[(\[{""'“「【]*([A-Za-z])[)\]}""'”」】]*(?:选?项)?[.。:、,!]?[)\]}]*$");

    private static readonly Regex Leading = Linear(@"^[(\[{""'“「【]*([A-Z])(?:[)\]}""'”」】]+|选?项|[.。:、,;-]|\s[-–—]| (?:because|since|as)\b|\n|$)");

    private static readonly Regex Listed = Linear(@"(?m)^[-• ]*[(\[]?([A-Z])[).:、\]]\s?");

    private static readonly Regex Delimited = Linear(@"(?:^|[\s(,;。、])([A-Z])[).:、]");

    /// <summary>The last line that is a letter and nothing else.</summary>
    public static LetterReading? LastAlone(ChoiceParser parser, OptionSet options)
    {
        var match = Alone.Matches(parser.Text).LastOrDefault(match => options.IndexOf(Upper(match)) >= 0);
        return match is null ? null : Reading(options.IndexOf(Upper(match)), "robust/letter-line");
    }

    /// <summary>A text that begins with a letter, when no other letter is marked off like it.</summary>
    public static LetterReading? AtStart(ChoiceParser parser, OptionSet options)
    {
        var match = Leading.Match(parser.Text);
        var index = match.Success ? options.IndexOf(match.Groups[1].ValueSpan[0]) : -1;
        return index >= 0 && Delimited.Matches(parser.Text).All(other => options.IndexOf(other.Groups[1].ValueSpan[0]) is var found && (found < 0 || found == index))
            ? Reading(index, "robust/leading-letter")
            : null;
    }

    /// <summary>The one option that is written out after its letter, as in "B. Canberra"; null when several are, as in a copy of the question.</summary>
    public static LetterReading? WithOwnText(ChoiceParser parser, OptionSet options)
    {
        var found = Listed.Matches(parser.Text)
            .Where(match => options.IndexOf(match.Groups[1].ValueSpan[0]) is >= 0 and var index
                && options.StartingAt(parser.Text, parser.Lower, match.Index + match.Length, out _) == index)
            .Select(match => options.IndexOf(match.Groups[1].ValueSpan[0]))
            .Distinct()
            .Take(2)
            .ToArray();
        return found.Length == 1 ? Reading(found[0], "robust/option-line") : null;
    }

    private static LetterReading Reading(int index, string rule) => new(Letters.At(index), rule, IsExplicit: true);

    private static char Upper(Match match) => char.ToUpperInvariant(match.Groups[1].ValueSpan[0]);

    private static Regex Linear(string pattern) => new(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
}
