using System.Text.RegularExpressions;
using Eval.Benchmarks.Code;
using Eval.Benchmarks.MultipleChoice.Extraction;
using Eval.Core.Datasets;

namespace Eval.Benchmarks.HumanEval;

/// <summary>The post-processing of other harnesses, faithful with its faults: each gives prompt plus what it makes of the text.</summary>
internal static partial class FaithfulCode
{
    /// <summary>Prompt and text joined (openai/human-eval, lm-evaluation-harness, Qwen base): the stop strings have done the work.</summary>
    public static CodeReading Continue(Sample sample, string text) => new(sample.Question + text, "continuation");

    /// <summary>bigcode: the prompt it sent had lost its white space at both ends.</summary>
    public static CodeReading ContinueStripped(Sample sample, string text) =>
        new(string.Concat(PythonText.Strip(sample.Question), text), "continuation");

    /// <summary>lm-evaluation-harness, instruct: the text before its first fence.</summary>
    public static CodeReading ContinueToFence(Sample sample, string text)
    {
        var fence = text.IndexOf("```", StringComparison.Ordinal);
        return new CodeReading(sample.Question + (fence < 0 ? text : text[..fence]), "up-to-fence");
    }

    /// <summary>simple-evals' find_code: the first python block, then all behind the first colon that ends a line before four spaces. Where there is none, Python's -1 + 2 drops the first character.</summary>
    public static CodeReading ReadSimpleEvals(Sample sample, string text)
    {
        const string Opening = "```python\n";
        var open = text.IndexOf(Opening, StringComparison.Ordinal);
        var start = open + Opening.Length;
        var close = open < 0 ? -1 : text.IndexOf("```", start, StringComparison.Ordinal);
        var code = close < 0 ? text : text[start..close];
        var body = code.IndexOf(":\n    ", StringComparison.Ordinal) + 2;
        return new CodeReading(sample.Question + (body >= code.Length ? "" : code[body..]), close < 0 ? "find-code" : "find-code-fenced");
    }

    /// <summary>OpenCompass' humaneval_postprocess_v2: the first block, or all text, with its leading white space gone, so that a bare body loses its indentation.</summary>
    public static CodeReading ReadOpenCompass(Sample sample, string text)
    {
        var match = Block().Match(text);
        var code = match.Success ? match.Groups[1].Value : text;
        var start = 0;
        while (start < code.Length && (char.IsWhiteSpace(code[start]) || code[start] is >= '\u001c' and <= '\u001f'))
        {
            start++;
        }

        return new CodeReading(sample.Question + code[start..], match.Success ? "first-block" : "text");
    }

    [GeneratedRegex(@"```\w*\n(.*?)```", RegexOptions.Singleline | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Block();
}
