using System.Runtime.InteropServices;
using Eval.Core.Datasets;
using Eval.Core.Results;
using Eval.Core.Running;
using Eval.Core.Scoring;

namespace Eval.Hosting.Planning;

/// <summary>Turns a request into a plan in which nothing can still be refused. Every problem of the request is reported together, before the first token is bought.</summary>
/// <param name="benchmarks">Finds benchmarks and reads their data.</param>
/// <param name="time">Clock for the run's id and start.</param>
public sealed class RunPlanner(BenchmarkResolver benchmarks, TimeProvider time)
{
    /// <summary>Plans a run.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="resolution">The models, ready to be asked, and what is wrong with others; trainable ones are fitted.</param>
    /// <param name="openSandbox">Opens the sandbox; called only when a benchmark needs one.</param>
    /// <param name="cancellationToken">Stops planning.</param>
    /// <exception cref="RequestException">The request cannot be carried out; all problems are listed.</exception>
    public async Task<PlannedRun> PlanAsync(
        RunRequest request,
        ModelResolution resolution,
        Func<CancellationToken, Task<ISandbox>> openSandbox,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(resolution);
        ArgumentNullException.ThrowIfNull(openSandbox);
        var models = resolution.Models;
        var problems = resolution.Problems.ToList();
        CheckNames(models, problems);
        var found = benchmarks.Find(request.Benchmarks, problems);
        var loaded = await LoadAsync(request, found, problems, cancellationToken);
        var (sandbox, unavailable) = await OpenSandboxAsync(loaded, openSandbox, cancellationToken);

        var skipped = resolution.Stopped
            .SelectMany(stopped => loaded.Select(item => new SkippedResult(stopped.Name, item.Benchmark.Info.Name, stopped.Reason.Message, stopped.Reason.Fix)))
            .ToList();
        var planner = new TaskPlanner(request, models, sandbox);
        var tasks = new List<PlannedTask>();
        foreach (var item in loaded)
        {
            if (item.Benchmark.Info.NeedsSandbox && unavailable is not null)
            {
                Refuse(request, item, models, unavailable, skipped, problems);
            }
            else
            {
                tasks.AddRange(planner.Plan(item));
            }
        }

        problems.AddRange(planner.Problems);
        if (problems.Count > 0)
        {
            throw new RequestException(problems);
        }

        var manifest = CreateManifest(request, models, tasks, skipped, sandbox?.Info);
        var plan = new RunPlan { Manifest = manifest, Tasks = tasks, MaxErrorRate = request.MaxErrorRate };
        return new PlannedRun(plan, planner.Notices);
    }

    private static void CheckNames(IReadOnlyList<ResolvedModel> models, List<Problem> problems)
    {
        foreach (var twice in models.GroupBy(model => model.Manifest.Name, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            problems.Add(new Problem($"-m {twice.First().Manifest.Spec}", $"{twice.Count()} models of this run are called \"{twice.Key}\".", "Tell them apart with the key name=…"));
        }
    }

    private async Task<IReadOnlyList<LoadedBenchmark>> LoadAsync(
        RunRequest request, IReadOnlyList<(BenchmarkSpec Spec, IBenchmark Benchmark)> found, List<Problem> problems, CancellationToken cancellationToken)
    {
        var loaded = new List<LoadedBenchmark>();
        foreach (var (spec, benchmark) in found)
        {
            try
            {
                loaded.Add(await benchmarks.LoadAsync(spec, benchmark, request.Split, request.IsQuickSuite, cancellationToken));
            }
            catch (RequestException refused)
            {
                problems.AddRange(refused.Problems);
            }
            catch (DatasetException broken)
            {
                problems.Add(new Problem($"-b {spec}", broken.Message));
            }
        }

        return loaded;
    }

    private static async Task<(ISandbox?, SandboxUnavailableException?)> OpenSandboxAsync(
        IReadOnlyList<LoadedBenchmark> loaded, Func<CancellationToken, Task<ISandbox>> openSandbox, CancellationToken cancellationToken)
    {
        if (!loaded.Any(item => item.Benchmark.Info.NeedsSandbox))
        {
            return (null, null);
        }

        try
        {
            return (await openSandbox(cancellationToken), null);
        }
        catch (SandboxUnavailableException unavailable)
        {
            return (null, unavailable);
        }
    }

    private static void Refuse(
        RunRequest request, LoadedBenchmark item, IReadOnlyList<ResolvedModel> models, SandboxUnavailableException unavailable, List<SkippedResult> skipped, List<Problem> problems)
    {
        if (request.IsQuickSuite)
        {
            skipped.AddRange(models.Select(model => new SkippedResult(model.Manifest.Name, item.Benchmark.Info.Name, unavailable.Message, unavailable.Fix)));
        }
        else
        {
            problems.Add(new Problem($"-b {item.Spec}", $"model-written code needs a sandbox: {unavailable.Message}", unavailable.Fix));
        }
    }

    private RunManifest CreateManifest(
        RunRequest request, IReadOnlyList<ResolvedModel> models, List<PlannedTask> tasks, List<SkippedResult> skipped, SandboxInfo? sandbox)
    {
        var now = time.GetUtcNow();
        var manifest = new RunManifest
        {
            RunId = "",
            ToolVersion = ToolVersion.Version,
            ToolCommit = ToolVersion.Commit,
            PlanHash = "",
            Status = RunStatus.Running,
            Started = now,
            Command = request.Command,
            Seed = request.Seed,
            Limit = request.Limit,
            MaxErrorRate = request.MaxErrorRate,
            Models = [.. models.Select(model => model.Manifest)],
            Tasks = [.. tasks.Select(task => task.Manifest)],
            Skipped = skipped,
            Sandbox = sandbox,
            Host = new HostManifest(RuntimeInformation.OSDescription, RuntimeInformation.OSArchitecture.ToString(), Environment.ProcessorCount, RuntimeInformation.FrameworkDescription),
        };
        var hash = PlanHash.Compute(manifest);
        return manifest with { PlanHash = hash, RunId = RunId.Create(now, hash) };
    }
}
