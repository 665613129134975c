using Eval.Core.Datasets;

namespace Eval.Testing;

/// <summary>The ways chat models write a HumanEval solution, rendered from the reference solutions.</summary>
public static class SolutionShapes
{
    public static IReadOnlyDictionary<string, Func<Sample, string>> All { get; } = new Dictionary<string, Func<Sample, string>>
    {
        ["fenced with language"] = sample => $"```python\n{Whole(sample)}```",
        ["fenced without language"] = sample => $"```\n{Whole(sample)}```\n",
        ["function alone, fenced"] = sample => $"```python\n{Function(sample)}\n```",
        ["whole function with imports"] = sample => "import re\nfrom collections import Counter\n" + Whole(sample),
        ["body indented 0"] = sample => Indented(sample, 0),
        ["body indented 1"] = sample => Indented(sample, 1),
        ["body indented 4"] = sample => Body(sample),
        ["body indented 8"] = sample => Indented(sample, 8),
        ["body that lost its first indentation"] = sample => Body(sample).Trim(),
        ["prose around a block"] = sample => $"Sure! Here's the function you asked for (it's short):\n\n```python\n{Whole(sample)}```\n\nThis doesn't use any library. Let me know if it works!\n",
        ["prose around a function"] = sample => $"Here is the solution:\n\n{Whole(sample)}\n\nThis function doesn't need anything else. For example, it runs fast.\n",
        ["prose around a body"] = sample => $"The body is:\n\n{Body(sample)}\nI hope that helps.\n",
        ["function, then a block of usage"] = sample => $"```python\n{Whole(sample)}```\n\nUsage:\n\n```python\nprint({EntryPoint(sample)})\n```\n",
        ["stub, then the function"] = sample => $"The given header is\n\n```python\n{sample.Question}    pass\n```\n\nand completed:\n\n```python\n{Whole(sample)}```\n",
        ["CRLF"] = sample => $"Here:\n\n```python\n{Whole(sample)}```\n\nDone.".ReplaceLineEndings("\r\n"),
        ["CRLF body"] = sample => Body(sample).ReplaceLineEndings("\r\n"),
        ["body in a block"] = sample => $"```python\n{Body(sample)}```",
        ["unindented body in a block"] = sample => $"Only the body:\n```py\n{Indented(sample, 0)}\n```",
        ["block in a list"] = sample => $"1. The code:\n\n   ```python\n{Shift(Whole(sample), 3)}   ```\n",
        ["unclosed block"] = sample => $"```python\n{Whole(sample)}",
        ["closing fence alone"] = sample => $"{Body(sample)}```\n",
    };

    public static string EntryPoint(Sample sample) => sample.Fields["entry_point"];

    public static string Body(Sample sample) => sample.Fields["canonical_solution"];

    public static string Whole(Sample sample) => sample.Question + Body(sample);

    private static string Function(Sample sample)
    {
        var whole = Whole(sample);
        return whole[whole.LastIndexOf($"def {EntryPoint(sample)}(", StringComparison.Ordinal)..];
    }

    private static string Indented(Sample sample, int columns)
    {
        var lines = Body(sample).Split('\n').Select(line => line.Length > 4 ? line[4..] : line.Trim());
        return Shift(string.Join('\n', lines), columns);
    }

    private static string Shift(string text, int columns) =>
        string.Join('\n', text.Split('\n').Select(line => string.IsNullOrWhiteSpace(line) ? line : new string(' ', columns) + line));
}
