using System.Text.Json;
using Eval.Cli;
using Eval.Testing;
using Eval.Testing.FakeServer;
using NUnit.Framework;

namespace Eval.Tests.Cli;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class CommandLineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CommandLine _eval;

    public CommandLineTests()
    {
        _eval = new CommandLine(_folder.Path);
    }

    public void Dispose()
    {
        _eval.Dispose();
        _folder.Dispose();
    }

    [TestCase("-b mmlu -m baseline:random --datasets /no/such/folder", "there is no such folder")]
    [TestCase("-b nope -m baseline:random", "there is no benchmark \"nope\"")]
    [TestCase("-b mmlu@nope -m baseline:random", "mmlu has no protocol \"nope\"")]
    [TestCase("-b mmlu:nope -m baseline:random", "no subject or group \"nope\"")]
    [TestCase("-b mmlu -m nope:random", "there is no provider 'nope'")]
    [TestCase("-b mmlu -m baseline:nope", "there is no baseline 'nope'")]
    [TestCase("-b mmlu", "no model is named")]
    [TestCase("-b mmlu --limit 0 -m baseline:random", "at least 1")]
    [TestCase("-b mmlu --split nope -m baseline:random", "mmlu has no split \"nope\"")]
    [TestCase("-b mmlu -b mmlu -m baseline:random", "named more than once")]
    [TestCase("-b mmlu -m baseline:random -m baseline:random", "are called \"baseline:random\"")]
    [TestCase("-b gsm8k -m openai:gpt-4o", "OPENAI_API_KEY")]
    [TestCase("nosuite.yaml", "there is no such suite file")]
    [TestCase("--nope", "there is no such option")]
    [TestCase("-b gsm8k -m baseline:random --resume nope", "no run nope")]
    [TestCase("-b gsm8k -m baseline:random --run-id ../up", "does not begin with a dot")]
    public async Task A_wrong_request_is_refused_before_the_first_sample(string words, string message)
    {
        var code = await RunAsync(words);
        Assert.That(code, Is.EqualTo(ExitCode.WrongRequest));
        Assert.That(_eval.Error, Does.Contain(message));
        Assert.That(_eval.Error, Does.Not.Contain("   at "), "a stack trace");
        Assert.That(Directory.Exists(_folder.File("runs")), Is.False);
    }

    [Test]
    public async Task All_problems_of_a_request_are_listed_together()
    {
        await RunAsync("-b nope -b mmlu@what -m nope:x -m baseline:nope");
        Assert.That(
            new[] { "benchmark \"nope\"", "protocol \"what\"", "provider 'nope'", "baseline 'nope'" }.Where(text => !_eval.Error.Contains(text, StringComparison.Ordinal)),
            Is.Empty);
    }

    [Test]
    public async Task A_broken_row_is_named_with_file_and_line()
    {
        _folder.Write("data/mmlu/data/dev/anatomy_dev.csv", "q,a,b,c,d,A\n");
        var broken = _folder.Write("data/mmlu/data/test/anatomy_test.csv", "q,a,b,c,d,A\nq,a\n");
        Assert.That(await RunAsync($"-b mmlu -m baseline:random --datasets {_folder.File("data")}"), Is.EqualTo(ExitCode.WrongRequest));
        Assert.That(_eval.Error, Does.Contain($"{broken}:2: 2 columns, expected 6"));
    }

    [Test]
    public async Task A_run_names_its_page_and_prints_its_summary_for_machines()
    {
        Assert.That(await RunAsync("-b mmlu -b gsm8k -m baseline:random --json"), Is.EqualTo(ExitCode.Fine), _eval.Error);
        using var summary = JsonDocument.Parse(_eval.Machine);
        Assert.That(summary.RootElement.GetProperty("results").GetArrayLength(), Is.EqualTo(2));
        Assert.That(_eval.Error, Does.Contain(Path.Combine("report", "index.html")));
        Assert.That(_eval.Out, Is.Empty);
    }

    [Test]
    public async Task What_a_busy_endpoint_was_found_to_take_is_said_and_a_patient_one_is_not_mentioned()
    {
        await using var busy = FakeModelServer.Start(new FakeServerOptions { MaxConcurrency = 2, Latency = TimeSpan.FromMilliseconds(20) });
        await using var patient = FakeModelServer.Start();

        var code = await RunAsync($"-b gsm8k -m openai-compatible:busy?base_url={busy.BaseUrl} -m openai-compatible:patient?base_url={patient.BaseUrl}");

        Assert.That(code, Is.EqualTo(ExitCode.Fine), _eval.Error);
        Assert.That(_eval.Error, Does.Match($"{busy.BaseUrl}/? took [1-7] requests at once and refused more"));
        Assert.That(_eval.Error, Does.Not.Contain(patient.BaseUrl.ToString().TrimEnd('/') + " took"));
    }

    [Test]
    public async Task The_same_seed_gives_the_same_summary_and_another_seed_another()
    {
        var first = await SummaryAsync("7");
        Assert.That(await SummaryAsync("7"), Is.EqualTo(first));
        Assert.That(await SummaryAsync("8"), Is.Not.EqualTo(first));
    }

    [Test]
    public async Task Samples_without_a_replay_line_are_errors_and_end_in_code_3()
    {
        var replay = _folder.Write("replay.jsonl", """{"id": 0, "completion": "#### 1"}""" + "\n");
        Assert.That(await RunAsync($"-b gsm8k -m replay:{replay} --json"), Is.EqualTo(ExitCode.Errors));
        using var summary = JsonDocument.Parse(_eval.Machine);
        var counts = summary.RootElement.GetProperty("results")[0].GetProperty("counts");
        Assert.That((counts.GetProperty("scored").GetInt32(), counts.GetProperty("error").GetInt32()), Is.EqualTo((1, 59)));
    }

    [Test]
    public async Task A_sample_is_shown_with_prompt_rule_and_verdict()
    {
        await RunAsync("-b mmlu:anatomy -m baseline:random --quiet");
        Assert.That(await _eval.RunAsync("show", "latest", "anatomy/0", "--runs", _folder.File("runs")), Is.EqualTo(ExitCode.Fine));
        Assert.That(_eval.Out, Does.Contain("about anatomy.").And.Contain("argmax").And.Contain("sha256"));
    }

    [Test]
    public async Task Every_command_has_a_description_in_help()
    {
        foreach (var command in new[] { "run", "list", "show", "prompts", "cache", "sandbox", "score", "report" })
        {
            using var eval = new CommandLine(_folder.Path);
            using var help = new StringWriter();
            Assert.That(await EvalRoot.InvokeAsync([command, "--help"], eval.Consoles, help, CancellationToken.None), Is.EqualTo(ExitCode.Fine), command);
            Assert.That(help.ToString(), Does.Contain("Description:").And.Contain("Usage:"), command);
        }
    }

    private Task<int> RunAsync(string words) =>
        _eval.RunAsync(["run", .. words.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--runs", _folder.File("runs")]);

    private async Task<string> SummaryAsync(string seed)
    {
        using var eval = new CommandLine(_folder.Path);
        await eval.RunAsync("run", "-b", "mmlu", "-m", "baseline:random", "--seed", seed, "--run-id", $"r{Guid.NewGuid():N}", "--runs", _folder.File("runs"), "--json", "--quiet");
        var text = eval.Machine;
        return text[text.IndexOf("\"results\"", StringComparison.Ordinal)..];
    }
}
