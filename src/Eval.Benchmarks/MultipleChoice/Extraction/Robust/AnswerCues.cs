using System.Text.RegularExpressions;

namespace Eval.Benchmarks.MultipleChoice.Extraction.Robust;

/// <summary>Finds the words that announce an answer.</summary>
internal static class AnswerCues
{
    private static readonly (CueKind Kind, Regex Pattern)[] Patterns =
    [
        (CueKind.Boxed, Linear(@"\\(?:boxed|fbox|framebox)\s?\{?")),
        (CueKind.Answer, Linear(
            @"\b(?:answers?|ans|choice|option|letter|selection|response|solution|conclusion|verdict)\b\.?[""'”’)\]]{0,2}(?: \([^()\n]{0,30}\))?"
            + @"(?: (?:to|for|of|here|in|that|which|among|given|based)\b(?:[^.:;!?\n""]{0,100}?|[^.:;!?\n""]{0,40}""[^""\n]{0,200}"",?))?\s?"
            + @"(?:(?:is|are|was|would be|should be|must be|will be|has to be|shall be|ought to be|could only be|can only be|remains|appears to be|seems to be|becomes)\b ?:?|[:=|]|->|=>|→|⇒|–|—|- )")),
        (CueKind.Answer, Linear(
            @"(?:答案|正确选项|正确的选项|最佳选项|最终选择|最终结论)[""”』」】\])]{0,2}\s?"
            + @"(?:应该|应当|应|就|便|只能|只有|也|确实|显然|可能|我认为|选项|最终)?(?:是|为|选择|选|即|[:=]|->|→)?[""”』」】\])]{0,2}\s?:?")),
        (CueKind.BareAnswer, Linear(@"\b(?:answer|ans)\b\.?[""')]{0,2} [""'(\[]?")),
        (CueKind.Selection, Linear(@"选(?:择|定|取)?(?:了)?(?:项为|项是|的是|答案)?(?:为|是)?\s?:?|答\s?:")),
        (CueKind.Choice, Linear(
            @"\b(?:choose|choosing|chose|chosen|select|selecting|selected|pick|picking|picked|go with|going with|went with|opt for|opting for|settle on|"
            + @"vote for|bet on|say|guess|think|believe|answer with|lean(?:ing)? towards?|points? to|pointing to|corresponds? to|corresponding to)\b")),
        (CueKind.Choice, Linear(
            @"(?:最?不|并非)?(?:正确|错误|符合|不符|属于|恰当|合适|准确|合理)(?:题意|要求|题干)?的(?:一项|一个|说法|选项|表述|叙述|描述|做法)?(?:应该|应)?(?:是|为|有|:)\s?:?|(?:我认为|我觉得|应该是|应为|应是|只能是|就是)\s?:?")),
        (CueKind.Choice, Linear(
            @"\b(?:incorrect|false|wrong|untrue|correct|true|right) (?:statement|one|item|sentence|description|exception)(?: here)? (?:is|would be)\b ?:?|\bexception is\b ?:?")),
        (CueKind.Conclusion, Linear(
            @"\b(?:therefore|thus|hence|so|consequently|accordingly|in conclusion|in summary|finally|ultimately|it is|it's|that is|that's|must be|has to be|should be|leaving|leaves us with|leaves|final)\b[,:]? ?")),
        (CueKind.Conclusion, Linear(@"(?:因此|所以|故|综上(?:所述)?|由此可知|可见|显然|即)[,:]?\s?")),
    ];

    /// <summary>All cues of the given kinds, the last first; of two that end together the longer.</summary>
    public static IEnumerable<Cue> LastFirst(string text, params CueKind[] kinds) => Patterns
        .Where(pattern => kinds.Contains(pattern.Kind))
        .SelectMany(pattern => pattern.Pattern.Matches(text).Select(match => new Cue(pattern.Kind, match.Index, match.Index + match.Length)))
        .OrderByDescending(cue => cue.End)
        .ThenBy(cue => cue.Start);

    private static Regex Linear(string pattern) =>
        new(pattern, RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking);
}
