using System.Text.RegularExpressions;
using Eval.Core.Datasets;

namespace Eval.Benchmarks.MultipleChoice.Extraction.Robust;

/// <summary>
/// Our own reading of free text in English and Chinese. The last explicit statement of an answer wins; without one, weaker signs are
/// tried from the surest to the least: a letter alone on a line, "I choose B", verdicts on the options, a letter at the beginning,
/// a conclusion, an option's text, the only letter there is. Denials and suppositions are not answers. All work is linear in the text.
/// </summary>
public sealed class RobustLetterExtractor : ILetterExtractor
{
    /// <summary>Rule of a text whose last statement names several letters: it is no single answer.</summary>
    public const string SeveralLetters = "robust/several-letters";

    private static readonly Regex NextQuestion = new(
        @"\n(?:(?:next )?question|user|human|问题|题目|下一题)\s?\d{0,4}\s?[:.]",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking);

    private static readonly CueKind[] Statements = [CueKind.Boxed, CueKind.Answer, CueKind.BareAnswer, CueKind.Selection];

    public static RobustLetterExtractor Instance { get; } = new();

    public LetterReading Extract(string text, Sample sample)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(sample);
        var options = new OptionSet(sample.Choices);
        var parser = new ChoiceParser(AnswerText.Clean(text), options);
        if (parser.Text.Length == 0 || options.Count == 0)
        {
            return LetterReading.None;
        }

        return BeforeNextQuestion(parser, options)
            ?? Announced(parser, supposed: false, Statements)
            ?? LetterLines.LastAlone(parser, options)
            ?? Announced(parser, supposed: false, CueKind.Choice)
            ?? Verdicts.Read(parser, options)
            ?? LetterLines.AtStart(parser, options)
            ?? LetterLines.WithOwnText(parser, options)
            ?? Announced(parser, supposed: false, CueKind.Conclusion)
            ?? Mentions.Read(parser, options)
            ?? Announced(parser, supposed: true, Statements)
            ?? LetterReading.None;
    }

    /// <summary>A model that goes on to invent another question has answered this one before it.</summary>
    private static LetterReading? BeforeNextQuestion(ChoiceParser parser, OptionSet options)
    {
        var next = NextQuestion.Match(parser.Text);
        return next.Success && next.Index > 0 ? Announced(new ChoiceParser(parser.Text[..next.Index], options), supposed: false, Statements) : null;
    }

    /// <summary>The last cue of these kinds after which an option stands.</summary>
    private static LetterReading? Announced(ChoiceParser parser, bool supposed, params CueKind[] kinds)
    {
        foreach (var cue in AnswerCues.LastFirst(parser.Text, kinds))
        {
            var (kind, index) = cue.Kind == CueKind.BareAnswer
                ? parser.ReadBare(cue.End)
                : parser.Read(cue.End, mustEnd: cue.Kind == CueKind.Conclusion, allowLowerCase: cue.Kind is CueKind.Answer or CueKind.Boxed);
            if (kind == ChoiceKind.None || IsPartOfOption(parser.Text, cue) || CueContext.IsNegated(parser.Text, cue) || (!supposed && CueContext.IsSupposed(parser.Text, cue)))
            {
                continue;
            }

            if (kind == ChoiceKind.Several)
            {
                if (cue.Kind is CueKind.Boxed or CueKind.Answer)
                {
                    return new LetterReading(null, SeveralLetters, IsExplicit: false);
                }

                continue;
            }

            return new LetterReading(Letters.At(index), Rule(cue.Kind, kind), cue.Kind is not (CueKind.Choice or CueKind.Conclusion) && !supposed);
        }

        return null;
    }

    /// <summary>True for the 选 of 选项, as in "选项D说法正确", which selects nothing.</summary>
    private static bool IsPartOfOption(string text, Cue cue) =>
        cue.Kind == CueKind.Selection && cue.End == cue.Start + 1 && cue.End < text.Length && text[cue.End] == '项';

    private static string Rule(CueKind cue, ChoiceKind kind) => (cue, kind) switch
    {
        (CueKind.Boxed, _) => "robust/boxed",
        (_, ChoiceKind.Text) => "robust/answer-text",
        (_, ChoiceKind.Number) => "robust/answer-number",
        (CueKind.Selection, _) => "robust/selection",
        (CueKind.Choice, _) => "robust/choice",
        (CueKind.Conclusion, _) => "robust/conclusion",
        _ => "robust/answer-phrase",
    };
}
