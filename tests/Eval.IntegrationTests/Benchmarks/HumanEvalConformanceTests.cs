using Eval.Benchmarks.HumanEval;
using Eval.Core.Datasets;
using Eval.Core.Models;
using Eval.Core.Prompts;
using Eval.Core.Scoring;
using Eval.IntegrationTests.Sandbox;
using Eval.Sandbox;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.IntegrationTests.Benchmarks;

/// <summary>The 164 reference solutions, written in several shapes, through every protocol's post-processing and the real sandbox.</summary>
[NonParallelizable]
internal sealed class HumanEvalConformanceTests
{
    private const string Junk = "\ndef junk():\n    return 1\n\nprint(junk())\n";

    private readonly HumanEvalBenchmark _benchmark = new();

    private BenchmarkData _data = null!;

    private ISandbox _sandbox = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        var folder = TestPaths.Shared("datasets");
        _data = await _benchmark.LoadAsync(folder, "test", CancellationToken.None);
        _sandbox = new RememberingSandbox(await Engines.DockerAsync(new SandboxOptions { Kind = SandboxKind.Docker, RunId = "humaneval-conformance" }));
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (_sandbox is not null)
        {
            await _sandbox.DisposeAsync();
        }
    }

    [TestCaseSource(nameof(Shapes))]
    public async Task The_chat_protocol_passes_every_reference_solution_in_every_shape(string shape)
    {
        var failed = await FailuresAsync("chat", SolutionShapes.All[shape]);
        Assert.That(failed, Is.Empty);
    }

    // The numbers that PROTOCOLS.md measured with the originals' own code.
    [TestCase("raw", "body", 164)]
    [TestCase("qwen", "body", 127)]
    [TestCase("lm-eval", "body with junk", 164)]
    [TestCase("simple-evals", "fenced", 164)]
    [TestCase("simple-evals", "body", 1)]
    [TestCase("opencompass-gen", "fenced", 164)]
    [TestCase("opencompass-gen", "body", 0)]
    [TestCase("qwen-chat", "fenced", 164)]
    [TestCase("qwen-chat", "whole", 163)]
    [TestCase("lm-eval", "fenced", 0)]
    [TestCase("lm-eval-instruct", "body and fence", 164)]
    [TestCase("bigcode", "body on its own line", 164)]
    public async Task A_faithful_post_processor_passes_as_many_as_its_origin(string protocol, string form, int expected)
    {
        var failed = await FailuresAsync(protocol, Form(form));
        Assert.That(164 - failed.Count, Is.EqualTo(expected), string.Join(' ', failed));
        if (form == "whole")
        {
            Assert.That(failed, Is.EqualTo(new[] { "HumanEval/134" }));
        }
    }

    [Test]
    public async Task An_empty_completion_is_no_answer_under_every_protocol()
    {
        foreach (var protocol in _benchmark.Protocols)
        {
            var score = await ScoreAsync(protocol.Bind(_data, _sandbox), _data.Samples[0], "");
            Assert.That((score.Status, score.Value), Is.EqualTo((SampleStatus.NoAnswer, (double?)0)), protocol.Info.FullName);
        }
    }

    [Test]
    public async Task A_failing_program_is_scored_with_its_source_and_the_reason()
    {
        var score = await ScoreAsync(Bind("raw"), _data.Samples[0], "    return None\n");
        Assert.That((score.Status, score.Value, score.Rule), Is.EqualTo((SampleStatus.Scored, (double?)0, "continuation")));
        Assert.That(score.Error, Does.Contain("AssertionError"));
        Assert.That(score.Program, Does.EndWith("    return None\n"));
    }

    private static IEnumerable<string> Shapes() => SolutionShapes.All.Keys;

    private static Func<Sample, string> Form(string name) => name switch
    {
        "body" => SolutionShapes.Body,
        "body with junk" => sample => SolutionShapes.Body(sample) + Junk,
        "body and fence" => sample => SolutionShapes.Body(sample) + "```\n\nThis is how it works.",
        "body on its own line" => sample => "\n" + SolutionShapes.Body(sample) + Junk,
        "fenced" => SolutionShapes.All["fenced with language"],
        "whole" => SolutionShapes.Whole,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, message: null),
    };

    private IProtocol Bind(string protocol) => _benchmark.Protocols.Single(p => p.Info.Name == protocol).Bind(_data, _sandbox);

    private async Task<List<string>> FailuresAsync(string protocol, Func<Sample, string> form)
    {
        var bound = Bind(protocol);
        var scores = await Task.WhenAll(_data.Samples.Select(async sample => (sample.Id, Score: await ScoreAsync(bound, sample, form(sample)))));
        Assert.That(scores.Where(item => item.Score.Status == SampleStatus.Error), Is.Empty);
        return [.. scores.Where(item => item.Score.Value != 1).Select(item => item.Id)];
    }

    // The runner cuts at the stop strings before it scores; so must we.
    private static async Task<Score> ScoreAsync(IProtocol protocol, Sample sample, string text)
    {
        var cut = protocol.Info.Stop.Select(stop => text.IndexOf(stop, StringComparison.Ordinal)).Where(at => at >= 0).DefaultIfEmpty(text.Length).Min();
        var completion = new Completion { Text = text[..cut], FinishReason = FinishReason.Stop };
        return await protocol.Scorer.ScoreAsync(sample, completion, CancellationToken.None);
    }
}
