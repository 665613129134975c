using System.Text.RegularExpressions;

namespace Eval.Benchmarks.MultipleChoice.Extraction.Robust;

/// <summary>The weakest signs: the only option whose text is mentioned, the only letter that stands there.</summary>
internal static class Mentions
{
    private static readonly Regex Naming = new(
        @"(?:\b(?:option|choice|answer)\s?|选项|[(\[“""「])\s?([A-Z])\s?(?:[)\]”""」]|\b)|([A-Z])选?项",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking);

    private static readonly Regex Denied = new(
        @"\b(?:not|n't|isn't|wrong|incorrect|never|neither|nor|cannot)\b|不|错|非",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking);

    public static LetterReading? Read(ChoiceParser parser, OptionSet options) =>
        WholeText(parser, options) ?? OnlyOption(parser, options) ?? OnlyLetter(parser, options);

    private static LetterReading? WholeText(ChoiceParser parser, OptionSet options)
    {
        var whole = parser.Lower.Trim(' ', '\n', '.', '。', '"', '\'', '“', '”', '!');
        var lastLine = whole[(whole.LastIndexOf('\n') + 1)..].Trim();
        foreach (var said in (string[])[whole, lastLine])
        {
            var found = Enumerable.Range(0, options.Count).Where(index => options.Text(index).Length > 0 && options.Text(index) == said).ToArray();
            if (found.Length == 1)
            {
                return new LetterReading(Letters.At(found[0]), "robust/option-text", IsExplicit: true);
            }
        }

        return null;
    }

    private static LetterReading? OnlyOption(ChoiceParser parser, OptionSet options)
    {
        var mentioned = Enumerable.Range(0, options.Count).Where(index => options.IsMentioned(parser.Lower, index)).Take(2).ToArray();
        return mentioned.Length == 1 && !Denied.IsMatch(parser.Lower.Replace(options.Text(mentioned[0]), " ", StringComparison.Ordinal))
            ? new LetterReading(Letters.At(mentioned[0]), "robust/option-mention", IsExplicit: false)
            : null;
    }

    private static LetterReading? OnlyLetter(ChoiceParser parser, OptionSet options)
    {
        var letters = Naming.Matches(parser.Text)
            .Select(match => (match.Groups[1].Success ? match.Groups[1] : match.Groups[2]).ValueSpan[0])
            .Where(char.IsAsciiLetterUpper)
            .Select(options.IndexOf)
            .Where(index => index >= 0)
            .Distinct()
            .Take(2)
            .ToArray();
        return letters.Length == 1 && !Denied.IsMatch(parser.Text)
            ? new LetterReading(Letters.At(letters[0]), "robust/only-letter", IsExplicit: false)
            : null;
    }
}
