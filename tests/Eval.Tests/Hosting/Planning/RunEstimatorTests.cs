using Eval.Core.Models;
using Eval.Core.Running;
using Eval.Core.Scoring;
using Eval.Hosting;
using Eval.Hosting.Planning;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.Tests.Hosting.Planning;

public sealed class RunEstimatorTests
{
    [TestCase("mmlu@lm-eval", 4)]
    [TestCase("mmlu@chat-logprobs", 1)]
    [TestCase("mmlu@chat", 1)]
    public async Task A_server_that_scores_prompts_is_sent_each_one_once_for_every_continuation(string benchmark, int times)
    {
        using var host = new EvalHost([TestPaths.MiniDatasets], _ => null, TimeProvider.System);
        var request = new RunRequest { Benchmarks = [benchmark], Models = ["baseline:ngram"] };
        await using var resolved = await host.Models(request, budget: null).ResolveAsync(request.Models, default);
        var planned = await new RunPlanner(host.Benchmarks([]), TimeProvider.System).PlanAsync(
            request, resolved, _ => throw new SandboxUnavailableException("none is needed", ""), default);
        var task = planned.Plan.Tasks.Single();
        var info = task.Model.Info with { Details = new Dictionary<string, string> { [ModelInfo.LogLikelihoodDetail] = "echo" } };

        var local = new RunEstimator().Estimate(planned.Plan).Single();
        var remote = new RunEstimator().Estimate(planned.Plan with { Tasks = [task with { Model = new Described(task.Model, info) }] }).Single();

        Assert.That(local.InputTokens, Is.GreaterThan(0));
        Assert.That(remote.InputTokens, Is.EqualTo(times * local.InputTokens));
        Assert.That(remote.Requests, Is.EqualTo(local.Requests));
    }

    /// <summary>The same model under other facts.</summary>
    private sealed class Described(IModel inner, ModelInfo info) : DelegatingModel(inner)
    {
        public override ModelInfo Info => info;
    }
}
