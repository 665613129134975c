using System.Globalization;
using System.Text.Json;
using Eval.Core.Results;
using Eval.Core.Running;
using Eval.Core.Scoring;
using Eval.Hosting;
using Eval.Hosting.Planning;
using Eval.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Eval.Tests.Models.Runs;

/// <summary>Whole runs of made-up word problems against an endpoint, in this process.</summary>
internal sealed class RemoteRun : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _environment = new(StringComparer.Ordinal);

    public RemoteRun(int questions)
    {
        string Line(int i) => JsonSerializer.Serialize(new
        {
            question = string.Create(CultureInfo.InvariantCulture, $"Sum number {i}: what is {i} + {i + 3}?"),
            answer = string.Create(CultureInfo.InvariantCulture, $"Add.\n#### {(2 * i) + 3}"),
        });
        _folder.Write("data/gsm8k/train.jsonl", string.Join('\n', Enumerable.Range(0, 8).Select(Line)) + "\n");
        _folder.Write("data/gsm8k/test.jsonl", string.Join('\n', Enumerable.Range(0, questions).Select(Line)) + "\n");
        _environment["EVAL_CACHE"] = _folder.File("cache", "responses.sqlite");
    }

    public string Folder => _folder.Path;

    public void Set(string variable, string value) => _environment[variable] = value;

    public async Task<RunOutcome> RunAsync(params string[] models)
    {
        var time = TimeProvider.System;
        using var host = new EvalHost([_folder.File("data")], name => _environment.GetValueOrDefault(name), time);
        var request = new RunRequest { Benchmarks = ["gsm8k@chat"], Models = models };
        await using var resolved = await host.Models(request, budget: null).ResolveAsync(models, CancellationToken.None);
        var planned = await new RunPlanner(host.Benchmarks([]), time).PlanAsync(
            request, resolved, _ => throw new SandboxUnavailableException("none is needed", ""), CancellationToken.None);
        var (folder, _) = RunFolders.Choose(planned.Plan, _folder.File("runs"), resume: null, runId: null);
        return await Runner.RunAsync(planned.Plan, folder, new Quiet(), time, NullLogger.Instance, CancellationToken.None);
    }

    public void Dispose() => _folder.Dispose();

    private sealed class Quiet : IRunObserver
    {
        public void TaskStarted(PlannedTask task, int alreadyDone)
        {
        }

        public void SampleFinished(PlannedTask task, SampleRecord record)
        {
        }

        public void TaskFinished(PlannedTask task, string? stopped)
        {
        }
    }
}
