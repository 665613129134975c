using System.Text.Json;
using Eval.Core.Scoring;
using Eval.Hosting.Planning;
using Eval.Hosting.Suites;
using Eval.Models.Budgets;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.Tests.Hosting.Suites;

public sealed class SuiteReaderTests
{
    [Test]
    public void Everything_a_suite_can_say_is_read()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("suite.yaml", """
            benchmarks: [mmlu@lm-eval:anatomy, gsm8k]
            models:
              - baseline:random
              - spec: openai-compatible:mine
                base_url: http://127.0.0.1:8000/v1
                max_concurrency: 32
            limit: 5
            repeat: 3
            seed: 7
            sandbox: wasm
            judging: one
            cache: false
            max_error_rate: 0.05
            budget: {cost: 2.5, currency: CNY, tokens: 1000000, requests: 500, wall_time: 2h}
            datasets: data
            runs: out
            """);

        var suite = SuiteReader.Read(path);

        Assert.Multiple(() =>
        {
            Assert.That(suite.Request.Benchmarks, Is.EqualTo(new[] { "mmlu@lm-eval:anatomy", "gsm8k" }));
            Assert.That(suite.Request.Models, Is.EqualTo(new[] { "baseline:random", "openai-compatible:mine?base_url=http%3A%2F%2F127.0.0.1%3A8000%2Fv1&max_concurrency=32" }));
            Assert.That(suite.Request.Limit, Is.EqualTo(5));
            Assert.That(suite.Request.Repeat, Is.EqualTo(3));
            Assert.That(suite.Request.Seed, Is.EqualTo(7));
            Assert.That(suite.Request.Sandbox, Is.EqualTo("wasm"));
            Assert.That(suite.Request.Judging, Is.EqualTo(JudgingMode.One));
            Assert.That(suite.Request.UseCache, Is.False);
            Assert.That(suite.Request.MaxErrorRate, Is.EqualTo(0.05));
            Assert.That(suite.Request.Budget, Is.EqualTo(new BudgetLimits { Cost = 2.5m, Currency = "CNY", Tokens = 1_000_000, Requests = 500, WallTime = TimeSpan.FromHours(2) }));
            Assert.That(suite.Datasets, Is.EqualTo(new[] { folder.File("data") }));
            Assert.That(suite.Runs, Is.EqualTo(folder.File("out")));
        });
    }

    [Test]
    public void All_problems_are_listed_at_once_with_line_and_column()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("suite.yaml", "benchmark: mmlu\nlimit: many\nbudget:\n  coins: 3\n");

        var refused = Assert.Throws<RequestException>(() => SuiteReader.Read(path))!;

        Assert.That(refused.Problems.Select(problem => problem.ToString()), Is.EqualTo(new[]
        {
            $"{path}:1:1 benchmark: is not a key here. Did you mean benchmarks? Known: {string.Join(", ", SuiteReader.Keys)}.",
            $"{path}:2:8 limit: must be a whole number from 1 to 2147483647.",
            $"{path}:4:3 coins: is not a key here. Did you mean cost? Known: {string.Join(", ", SuiteReader.BudgetKeys)}.",
        }));
    }

    [TestCase("benchmarks: [mmlu\nlimit: 3\n", "suite.yaml: this is not YAML")]
    [TestCase("benchmarks: \"mmlu\nlimit: 3\n", "suite.yaml:[0-9]+:[0-9]+: ")]
    [TestCase("- mmlu\n", "a suite is a mapping")]
    public void Text_that_is_not_a_suite_is_refused(string text, string message)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("suite.yaml", text);
        Assert.That(() => SuiteReader.Read(path), Throws.TypeOf<RequestException>().With.Message.Match(message));
    }

    [Test]
    public void The_schema_for_editors_lists_exactly_the_keys_that_are_read()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "suite.schema.json")));
        var properties = schema.RootElement.GetProperty("properties");
        Assert.Multiple(() =>
        {
            Assert.That(properties.EnumerateObject().Select(property => property.Name), Is.EquivalentTo(SuiteReader.Keys));
            Assert.That(properties.GetProperty("budget").GetProperty("properties").EnumerateObject().Select(property => property.Name), Is.EquivalentTo(SuiteReader.BudgetKeys));
        });
    }
}
