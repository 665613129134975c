using Eval.Cli.Screens;
using Eval.Core.Prompts;
using Eval.Core.Results;
using Eval.Reporting.Strings;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.Tests.Cli.Screens;

public sealed class SampleViewTests
{
    private static readonly ReportStrings English = ReportStrings.For(ReportLanguage.English);

    private static SampleRecord Record(string benchmark, int draw, Func<string, string>? text = null) =>
        MadeUpSamples.Create(MadeUpRun.Create().Manifest.Tasks.First(task => task.Benchmark == benchmark), 3, draw, text ?? (plain => plain));

    private static string Render(SampleRecord record, string? prompt)
    {
        using var console = Screen.Plain();
        new SampleView(console, English).Write(record, prompt);
        return console.Output;
    }

    [Test]
    public void A_sample_shows_prompt_answer_rule_key_and_verdict()
    {
        var record = Record("gsm8k", 0);
        Assert.That(Render(record, "How many?\n"), Is.EqualTo(
            """
            3  gsm8k@chat v1  Qwen-14B-Chat

            ── Prompt ──
            How many?

            ── Answer ──
            Six boxes of seven hold 6 × 7 = 42 eggs.
            Two break, so 40 are left.

            The answer is ⟦1,040⟧.

            ── Verdict ──
            Extracted: "1040"
            Rule: answer-is
            Key: 1040
            ✓ right
            stop  312 → 128 tok  840 ms  sha256 eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee

            """.ReplaceLineEndings("\n")));
    }

    [Test]
    public void Code_is_shown_with_its_program_and_the_end_of_stderr()
    {
        Assert.That(Render(Record("humaneval", 80), "def add"), Does.Contain("return a - b").And.Contain("AssertionError").And.Contain("✗ wrong"));
    }

    [Test]
    public void A_long_line_is_not_broken()
    {
        var line = new string('x', 500);
        Assert.That(Render(Record("mmlu", 0), line), Does.Contain(line));
    }

    [Test]
    public void Escape_sequences_in_an_answer_are_shown_and_not_obeyed()
    {
        var output = Render(Record("mmlu", 0, text => text + "\u001B]0;title\u0007[bold]\u202E"), "p\u001B[2J");
        Assert.That(output.AsSpan().IndexOfAny("\u001B\u0007\u202E"), Is.EqualTo(-1));
        Assert.That(output, Does.Contain("‹U+001B›]0;title‹U+0007›[bold]‹U+202E›"));
    }

    [Test]
    public void A_prompt_is_shown_with_the_blanks_at_its_ends_marked()
    {
        using var console = Screen.Plain();
        var prompt = new Prompt { Parts = new PromptParts(" \nHead \n", ["\n"], "Q\nA: \n\n"), Continuations = [" A", " B"] };
        new PromptView(console, English).Write("x/1", prompt);
        Assert.That(console.Output.Split('\n')[1..], Is.EqualTo(new[] { "·", "Head·", "", "Q", "A:·⏎", "⏎", "Scored: \"·A\"  \"·B\"", "", "" }));
    }

    [Test]
    public void Chat_turns_are_shown_with_their_roles()
    {
        using var console = Screen.Plain();
        new PromptView(console, English).Write("x/1", new Prompt { Messages = [new ChatMessage(ChatRole.System, "Be brief."), new ChatMessage(ChatRole.User, "Hi")] });
        Assert.That(console.Output.Split('\n')[1..5], Is.EqualTo(new[] { "[system]", "Be brief.", "[user]", "Hi" }));
    }

    [Test]
    public void Several_problems_are_listed_under_their_number()
    {
        using var console = Screen.Plain();
        new ProblemList(console, English).Write([("Cannot score mmlu@lm-eval with openai:gpt-4o: no log-probabilities.", "Use mmlu@chat."), ("-b mmul: there is no such benchmark.", "")]);
        Assert.That(console.Output, Is.EqualTo("2 problems:\nerror: Cannot score mmlu@lm-eval with openai:gpt-4o: no log-probabilities.\n  → Use mmlu@chat.\nerror: -b mmul: there is no such benchmark.\n"));
    }
}
