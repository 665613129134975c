using System.Globalization;
using System.Text.RegularExpressions;
using Eval.Core.Datasets;

namespace Eval.Benchmarks.MultipleChoice.Extraction;

/// <summary>OpenCompass first_option_postprocess for the options ABCD, as its patterns stand in text_postprocessors.py.</summary>
/// <remarks>Kept as they are: two patterns that a missing comma joined into one that never matches, and a pattern whose group is the white space before the letter.</remarks>
public sealed class FirstOptionExtractor : ILetterExtractor
{
    private const string Options = "ABCD";

    private static readonly Regex[] Patterns =
    [
        .. new[]
        {
            @"答案是?\s*([ABCD])",
            @"答案是?\s*：\s*([ABCD])",
            @"答案是?\s*:\s*([ABCD])",
            @"答案选项应?该?是\s*([ABCD])",
            @"答案选项应?该?为\s*([ABCD])",
            @"答案应该?是\s*([ABCD])",
            @"答案应该?选\s*([ABCD])",
            @"答案选项为?\s*：\s*([ABCD])",
            @"答案选项为?\s+\(?\*?\*?([ABCD])\*?\*?\)?",
            @"答案选项是?\s*:\s*([ABCD])",
            @"答案为\s*([ABCD])",
            @"答案选\s*([ABCD])",
            @"选择?\s*([ABCD])",
            @"故选?\s*([ABCD])只有选?项?\s?([ABCD])\s?是?对",
            @"只有选?项?\s?([ABCD])\s?是?错",
            @"只有选?项?\s?([ABCD])\s?不?正确",
            @"只有选?项?\s?([ABCD])\s?错误",
            @"说法不?对选?项?的?是\s?([ABCD])",
            @"说法不?正确选?项?的?是\s?([ABCD])",
            @"说法错误选?项?的?是\s?([ABCD])",
            @"([ABCD])\s?是正确的",
            @"([ABCD])\s?是正确答案",
            @"选项\s?([ABCD])\s?正确",
            @"所以答\s?([ABCD])",
            @"所以\s?([ABCD][.。$]?$)",
            @"所有\s?([ABCD][.。$]?$)",
            @"[\s，：:,]([ABCD])[。，,\.]?$",
            @"[\s，,：:][故即]([ABCD])[。\.]?$",
            @"[\s，,：:]因此([ABCD])[。\.]?$",
            @"[是为。]\s?([ABCD])[。\.]?$",
            @"因此\s?([ABCD])[。\.]?$",
            @"显然\s?([ABCD])[。\.]?$",
            @"答案是\s?(\S+)(?:。|$)",
            @"答案应该是\s?(\S+)(?:。|$)",
            @"答案为\s?(\S+)(?:。|$)",
            @"(?i)ANSWER\s*:\s*([ABCD])",
            @"[Tt]he answer is:?\s+\(?([ABCD])\)?",
            @"[Tt]he answer is:?\s+\(?\*?\*?([ABCD])\*?\*?\)?",
            @"[Tt]he answer is option:?\s+\(?([ABCD])\)?",
            @"[Tt]he correct answer is:?\s+\(?([ABCD])\)?",
            @"[Tt]he correct answer is option:?\s+\(?([ABCD])\)?",
            @"[Tt]he correct answer is:?.*?boxed\{([ABCD])\}",
            @"[Tt]he correct option is:?.*?boxed\{([ABCD])\}",
            @"[Tt]he correct answer option is:?.*?boxed\{([ABCD])\}",
            @"[Tt]he answer to the question is:?\s+\(?([ABCD])\)?",
            @"^选项\s?([ABCD])",
            @"^([ABCD])\s?选?项",
            @"(\s|^)[ABCD][\s。，,：:\.$]",
            @"1.\s?(.*?)$",
            @"1.\s?([ABCD])[.。$]?$",
            @"([ABCD]):",
            @"([ABCD])",
        }.Select(pattern => new Regex(pattern, RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)),
    ];

    public static FirstOptionExtractor Instance { get; } = new();

    public LetterReading Extract(string text, Sample sample)
    {
        ArgumentNullException.ThrowIfNull(text);
        var stripped = PythonText.Strip(PythonText.ForPatterns(text)).ToString();
        for (var i = 0; i < Patterns.Length; i++)
        {
            var match = Patterns[i].Match(stripped);
            if (match.Success && FirstOf(match.Groups[1].Length > 0 ? match.Groups[1].ValueSpan : match.ValueSpan) is { } letter)
            {
                return new LetterReading(letter, string.Create(CultureInfo.InvariantCulture, $"opencompass/first-option-{i + 1}"), IsExplicit: true);
            }
        }

        return LetterReading.None;
    }

    /// <summary>The first option, in the order of the options, that stands anywhere in the text.</summary>
    private static string? FirstOf(ReadOnlySpan<char> text)
    {
        foreach (var option in Options)
        {
            if (text.Contains(option))
            {
                return Letters.Parse(option.ToString());
            }
        }

        return null;
    }
}
