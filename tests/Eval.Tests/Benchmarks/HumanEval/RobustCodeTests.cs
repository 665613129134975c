using Eval.Benchmarks.Code;
using NUnit.Framework;

namespace Eval.Tests.Benchmarks.HumanEval;

/// <summary>What the integration tests prove by running, shown by text: needs no sandbox.</summary>
public sealed class RobustCodeTests
{
    private const string Prompt = "import math\n\ndef half(x):\n    return x / 2\n\ndef root(x):\n    \"\"\"Square root of half x.\"\"\"\n";
    private const string Preamble = "import math\n\ndef half(x):\n    return x / 2\n\n";

    [TestCase("```python\ndef root(x):\n    return half(x) ** 0.5\n```", Preamble + "\ndef root(x):\n    return half(x) ** 0.5\n", "fenced-function")]
    [TestCase("    return half(x) ** 0.5\n", Prompt + "    return half(x) ** 0.5\n", "body")]
    [TestCase("return half(x) ** 0.5", Prompt + "    return half(x) ** 0.5\n", "body")]
    [TestCase("y = half(x)\n    return y ** 0.5", Prompt + "    y = half(x)\n    return y ** 0.5\n", "body")]
    [TestCase("\tif x:\n\t\treturn 1\n\treturn 2", Prompt + "    if x:\n        return 1\n    return 2\n", "body")]
    [TestCase("Sure:\ndef root(x):\n    return 1\nThat's all (really.", Preamble + "\ndef root(x):\n    return 1\n", "function")]
    [TestCase("```\nreturn 1\n```\nor\n```\nprint(2)\n```", Prompt + "    return 1\n", "fenced-body")]
    public void The_program_is_put_together_and_the_way_is_named(string text, string program, string rule)
    {
        var reading = RobustCode.Read(Prompt, "root", text);
        Assert.That((reading.Program, reading.Rule), Is.EqualTo((program, rule)));
    }

    [Test]
    public void A_helper_in_a_block_of_its_own_comes_along() =>
        Assert.That(
            RobustCode.Read(Prompt, "root", "```python\ndef sq(x):\n    return x ** 0.5\n```\nthen\n```python\ndef root(x):\n    return sq(half(x))\n```").Program,
            Does.Contain("def sq(x):").And.Contain("return sq(half(x))"));

    [Test]
    public void Text_inside_a_string_keeps_its_spaces() =>
        Assert.That(
            RobustCode.Read(Prompt, "root", "s = \"\"\"a\n  b\"\"\"\nreturn s").Program,
            Is.EqualTo(Prompt + "    s = \"\"\"a\n  b\"\"\"\n    return s\n"));

    [TestCase("I cannot help with that.")]
    [TestCase("If you want, I can explain the idea, for example.")]
    public void Prose_alone_is_no_program(string text) => Assert.That(RobustCode.Read(Prompt, "root", text).Program, Is.Null);

    [TestCase("```python\ndef root(x):\n    return 1\n```", true)]
    [TestCase("```python\ndef root(x):\n    return 1\n", false)]
    [TestCase("    return 1\n", false)]
    public void Only_a_closed_block_is_complete_by_its_own_marks(string text, bool isExplicit) =>
        Assert.That(RobustCode.Read(Prompt, "root", text).IsExplicit, Is.EqualTo(isExplicit));
}
