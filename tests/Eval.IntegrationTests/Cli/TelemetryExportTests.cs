using System.Text;
using Eval.Testing;
using Eval.Testing.FakeServer;
using NUnit.Framework;

namespace Eval.IntegrationTests.Cli;

/// <summary>The real program beside an OpenTelemetry collector's HTTP endpoint.</summary>
[NonParallelizable]
public sealed class TelemetryExportTests
{
    private const string Canary = "canary-71c2f0aa-key";

    [Test]
    [CancelAfter(120_000)]
    public async Task Traces_and_metrics_of_a_run_reach_the_configured_collector(CancellationToken cancellationToken)
    {
        await using var collector = LoopbackServer.Start(_ => ("200 OK", []));
        using var run = await RunAsync(collector.Root, cancellationToken);

        var traces = Posted(collector, "/v1/traces");
        var metrics = Posted(collector, "/v1/metrics");
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.Zero, run.Error);
            Assert.That(traces, Does.Contain("chat fake").And.Contain("gen_ai.request.model").And.Contain("gen_ai.usage.input_tokens"));
            Assert.That(metrics, Does.Contain("gen_ai.client.operation.duration").And.Contain("gen_ai.client.token.usage"));
            Assert.That(traces + metrics, Does.Not.Contain(Canary));
        });
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task Without_an_endpoint_nothing_is_sent(CancellationToken cancellationToken)
    {
        // The protocol and the address of a collector alone (OTLP's default port is another one) switch nothing on.
        await using var collector = LoopbackServer.Start(_ => ("200 OK", []));
        using var run = await RunAsync(endpoint: null, cancellationToken, ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", $"{collector.Root}/v1/traces"));

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(collector.Requests, Is.Empty);
    }

    private static async Task<EvalProcess> RunAsync(string? endpoint, CancellationToken cancellationToken, params (string Name, string Value)[] further)
    {
        using var folder = new TemporaryFolder();
        await using var server = FakeModelServer.Start();
        var environment = further.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal);
        environment["CANARY_KEY"] = Canary;
        environment["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint ?? "";
        return await EvalProcess.RunAsync(
            [
                "run", "-b", "gsm8k@chat", "-m", $"openai-compatible:fake?base_url={server.BaseUrl}&api_key_env=CANARY_KEY",
                "--datasets", TestPaths.MiniDatasets, "--runs", folder.File("runs"), "--no-cache", "--quiet",
            ],
            environment,
            cancellationToken);
    }

    // Strings stand in protobuf as they are, so the names can be looked for without a schema.
    private static string Posted(LoopbackServer collector, string path) =>
        string.Concat(collector.Requests.Where(request => request.Method == "POST" && request.Path == path).Select(request => Encoding.UTF8.GetString(request.Body.Span)));
}
