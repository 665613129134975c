using Eval.Benchmarks.Custom;
using Eval.Core.Models;
using Eval.Core.Scoring;
using Eval.IntegrationTests.Sandbox;
using Eval.Sandbox;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.IntegrationTests.Benchmarks;

/// <summary>A private code benchmark goes through the sandbox as HumanEval does: nothing in the sandbox knows it.</summary>
[NonParallelizable]
internal sealed class CustomCodeTests
{
    [TestCase(SandboxKind.Docker)]
    [TestCase(SandboxKind.Wasm)]
    public async Task A_code_benchmark_described_by_YAML_passes_with_right_and_fails_with_wrong_solutions(SandboxKind kind)
    {
        using var folder = new TemporaryFolder();
        folder.Write("tasks.jsonl", CodeExample.Tasks);
        var benchmark = CustomBenchmark.Load(folder.Write("bench.yaml", CodeExample.Yaml));
        var data = await benchmark.LoadAsync(benchmark.Folder, "test", CancellationToken.None);
        await using var sandbox = await Engines.StartAsync(new SandboxOptions { Kind = kind, RunId = "custom-code", Parallelism = 1 });
        var scorer = benchmark.Protocols[0].Bind(data, sandbox).Scorer;
        foreach (var sample in data.Samples)
        {
            var right = await scorer.ScoreAsync(sample, Answer(sample.Fields["solution"]), CancellationToken.None);
            var wrong = await scorer.ScoreAsync(sample, Answer($"def {sample.Fields["entry_point"]}(*_):\n    return None\n"), CancellationToken.None);
            Assert.That((right.Value, wrong.Value, wrong.Status), Is.EqualTo(((double?)1, (double?)0, SampleStatus.Scored)), $"{sample.Id}: {right.Error}");
        }
    }

    private static Completion Answer(string code) => new() { Text = $"```python\n{code}```", FinishReason = FinishReason.Stop };
}
