using Eval.Cli.Screens;
using Eval.Core.Datasets;
using Eval.Core.Models;
using Eval.Core.Prompts;
using Eval.Core.Results;
using Eval.Core.Running;
using Eval.Core.Scoring;
using Eval.Core.Statistics;
using Eval.Reporting.Strings;
using Eval.Testing;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Spectre.Console.Testing;

namespace Eval.Tests.Cli.Screens;

public sealed class LiveProgressTests
{
    private static readonly ReportStrings English = ReportStrings.For(ReportLanguage.English);

    private readonly FakeTimeProvider _time = new();

    private static PlannedTask Task(int samples) => new()
    {
        Model = new Silent(),
        Protocol = new Asking(),
        Manifest = MadeUpRun.Create().Manifest.Tasks[0],
        Samples = [.. Enumerable.Range(0, samples).Select(index => new Sample { Id = $"{index}", Subset = "", Position = index, Question = "" })],
        Repeats = 1,
    };

    private static SampleRecord Record(PlannedTask task, bool isRight) =>
        MadeUpSamples.Create(task.Manifest, 0, isRight ? 0 : 80, text => text) with { Cost = new CostRecord(0.01m, "USD") };

    private void Feed(LiveProgress progress, PlannedTask task, int count)
    {
        for (var index = 0; index < count; index++)
        {
            progress.SampleFinished(task, Record(task, isRight: index % 2 == 0));
        }

        _time.Advance(TimeSpan.FromSeconds(5));
    }

    [Test]
    public async System.Threading.Tasks.Task Without_a_terminal_a_line_appears_every_few_seconds()
    {
        using var console = Screen.Plain();
        await using var progress = new LiveProgress(console, English, _time);
        var task = Task(200);
        progress.TaskStarted(task, alreadyDone: 20);
        Feed(progress, task, 50);
        Assert.That(console.Output, Is.EqualTo("mmlu@chat Qwen-14B-Chat:  70/200 (35 %), 10.0/s, 13.0 s left, 50.0 ±13.4, 22.0k tok, $0.500\n"));
    }

    [Test]
    public async System.Threading.Tasks.Task A_finished_task_says_so_once_and_is_not_repeated()
    {
        using var console = Screen.Plain();
        await using var progress = new LiveProgress(console, English, _time);
        var task = Task(10);
        progress.TaskStarted(task, alreadyDone: 0);
        progress.TaskFinished(task, stopped: "401: set OPENAI_API_KEY");
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.That(console.Output, Is.EqualTo("mmlu@chat Qwen-14B-Chat:  0/10 (0 %), stopped: 401: set OPENAI_API_KEY\n"));
    }

    [Test]
    public async System.Threading.Tasks.Task On_a_terminal_the_lines_are_drawn_in_place()
    {
        using var console = Screen.Ansi();
        await using var progress = new LiveProgress(console, English, _time);
        var first = Task(100);
        var second = Task(100);
        progress.TaskStarted(first, alreadyDone: 0);
        progress.TaskStarted(second, alreadyDone: 0);
        Feed(progress, first, 50);
        Assert.That(console.Output, Does.Contain("\u001B[2A").And.Contain("███████░░░░░░░  50/100"));
        var frames = console.Output.Split("\u001B[?2026h")[1..];
        Assert.That(frames.Select(frame => frame.Count(character => character == '\n')), Is.All.LessThanOrEqualTo(2));
    }

    [Test]
    public async System.Threading.Tasks.Task More_tasks_than_rows_never_scroll_the_screen()
    {
        using var console = Screen.Ansi();
        await using var progress = new LiveProgress(console, English, _time);
        for (var index = 0; index < 80; index++)
        {
            progress.TaskStarted(Task(10), alreadyDone: 0);
        }

        _time.Advance(TimeSpan.FromSeconds(1));
        var frame = console.Output.Split("\u001B[?2026h")[^1];
        Assert.That(frame.Count(character => character == '\n'), Is.LessThan(30));
        Assert.That(frame, Does.Contain("… and 53 more"));
    }

    private sealed class Silent : IModel
    {
        public ModelInfo Info { get; } = new() { Name = "m", Provider = "p", ModelId = "m", Abilities = ModelAbilities.Chat, Fingerprint = "f" };

        public System.Threading.Tasks.Task<Completion> GenerateAsync(ModelRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private sealed class Asking : IProtocol
    {
        public ProtocolInfo Info { get; } = new() { Benchmark = "mmlu", Name = "chat", Version = 1, Description = "", Origin = "Eval", Needs = ModelAbilities.Chat, Shots = 0, Metrics = ["accuracy"], Averaging = Averaging.Micro };

        public IScorer Scorer => throw new NotSupportedException();

        public Prompt Render(Sample sample) => throw new NotSupportedException();
    }
}
