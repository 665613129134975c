using System.Text.RegularExpressions;
using Eval.Benchmarks.Code;
using Eval.Benchmarks.MultipleChoice.Extraction;
using Eval.Core.Datasets;

namespace Eval.Benchmarks.HumanEval;

/// <summary>Prompt and body extraction of Qwen's chat script; its patterns, with a time limit because they backtrack.</summary>
internal static class QwenChatCode
{
    private const RegexOptions DotAll = RegexOptions.Singleline | RegexOptions.CultureInvariant;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private static readonly Regex Docstring = new("(?:\"\"\"|''')(.*?)(?:\"\"\"|''')", DotAll, Limit);

    private static readonly Regex AnyFunction = new(@"def.*?:\n(.*?)(?:\n(?!\n*(?:  |\t))|$)", DotAll, Limit);

    /// <summary>The user's turn: signature, docstring with its lines stripped, then the prompt itself.</summary>
    public static string Ask(string prompt, string entryPoint)
    {
        var signature = new Regex($@"def\s+({Regex.Escape(entryPoint)}.*?):\s*\n", RegexOptions.CultureInvariant, Limit).Match(prompt).Groups[1].Value;
        var lines = Docstring.Match(prompt).Groups[1].Value.Split('\n').Select(line => PythonText.Strip(line).ToString());
        return $"Write a Python function `{signature}` to solve the following problem:\n{string.Join('\n', lines)}\n{prompt}";
    }

    /// <summary>The first that matches: the function in a fenced block, the function, any function; else the text indented as a body.</summary>
    public static CodeReading Read(Sample sample, string text)
    {
        var name = Regex.Escape(sample.Fields[HumanEvalFields.EntryPoint]);
        var fenced = new Regex($@"```(?:[Pp]ython\n)?.*?def\s+{name}.*?:\n(.*?)\n```", DotAll, Limit).Match(text);
        if (fenced.Success)
        {
            return new CodeReading(sample.Question + fenced.Groups[1].Value, "fenced-function");
        }

        var named = new Regex($@"def\s+{name}.*?:\n(.*?)(?:\n(?!\n*(?:  |\t))|$)", DotAll, Limit).Match(text);
        if (named.Success)
        {
            return new CodeReading(sample.Question + named.Groups[1].Value, "function");
        }

        var any = AnyFunction.Match(text);
        return any.Success
            ? new CodeReading(sample.Question + any.Groups[1].Value, "any-function")
            : new CodeReading(sample.Question + Indent(text), "indented-text");
    }

    // textwrap.indent: every line that is not white space alone.
    private static string Indent(string text)
    {
        var lines = PythonLines.Split(text);
        return string.Concat(lines.Select(line => PythonText.Strip(line).IsEmpty ? line : "    " + line));
    }
}
