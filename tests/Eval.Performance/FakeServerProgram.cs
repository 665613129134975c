using System.Globalization;
using System.Text.Json;
using Eval.Testing.FakeServer;

namespace Eval.Performance;

/// <summary>A local endpoint to rehearse against.</summary>
internal sealed class FakeServerProgram : IPerformanceProgram
{
    public string Name => "fake-server";

    public string Description =>
        "a local endpoint that misbehaves as told: --port N --latency MS --fault 429:0.1,500:0.05,drop:0.02,slow:0.02,malformed:0.02 --seed N --max-concurrency N --requests-per-second N --retry-after S --unauthorized MODEL --script FILE; counters at /stats";

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        FakeServerOptions options;
        try
        {
            options = Parse(arguments);
        }
        catch (FormatException exception)
        {
            await Console.Error.WriteLineAsync($"fake-server: {exception.Message}");
            return 2;
        }

        await using var server = FakeModelServer.Start(options);
        Console.WriteLine($"fake server at {server.BaseUrl} (for base_url=), counters at {new Uri(server.BaseUrl, "/stats")}; Ctrl-C ends it");
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine(JsonSerializer.Serialize(server.Stats));
        }

        return 0;
    }

    private static FakeServerOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new FakeServerOptions { Port = 8099 };
        for (var i = 0; i < arguments.Count; i += 2)
        {
            var value = i + 1 < arguments.Count ? arguments[i + 1] : throw new FormatException($"{arguments[i]} needs a value");
            options = arguments[i] switch
            {
                "--port" => options with { Port = Number(arguments[i], value) },
                "--latency" => options with { Latency = TimeSpan.FromMilliseconds(Number(arguments[i], value)) },
                "--slow" => options with { SlowExtra = TimeSpan.FromMilliseconds(Number(arguments[i], value)) },
                "--fault" => options with { Faults = FakeServerOptions.ParseFaults(value) },
                "--seed" => options with { Seed = Number(arguments[i], value) },
                "--max-concurrency" => options with { MaxConcurrency = Number(arguments[i], value) },
                "--requests-per-second" => options with { RequestsPerSecond = Number(arguments[i], value) },
                "--retry-after" => options with { RetryAfter = value },
                "--unauthorized" => options with { Unauthorized = value.Split(',').ToHashSet(StringComparer.Ordinal) },
                "--script" => options with { Script = ReadScript(value) },
                _ => throw new FormatException($"unknown option {arguments[i]}"),
            };
        }

        return options;
    }

    private static int Number(string name, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException($"{name} {value} is not a whole number");

    // One {"contains":"…","completion":"…"} a line.
    private static List<KeyValuePair<string, string>> ReadScript(string path)
    {
        var script = new List<KeyValuePair<string, string>>();
        foreach (var line in File.ReadLines(path).Where(line => !string.IsNullOrWhiteSpace(line)))
        {
            using var document = JsonDocument.Parse(line);
            script.Add(new(document.RootElement.GetProperty("contains").GetString()!, document.RootElement.GetProperty("completion").GetString()!));
        }

        return script;
    }
}
