using System.Globalization;

namespace Eval.Performance.Sandbox;

/// <summary>Arguments of the program <c>sandbox</c>.</summary>
internal sealed record SandboxBenchmarkOptions
{
    public int Samples { get; init; } = 820;

    public string Data { get; init; } = Path.Combine("..", "shared", "datasets", "humaneval", "HumanEval.jsonl.gz");

    public IReadOnlyList<string> Clients { get; init; } = ["split", "one", "wasm"];

    /// <summary>Whether this process measures one client for another.</summary>
    public bool IsChild { get; init; }

    public static SandboxBenchmarkOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new SandboxBenchmarkOptions();
        if (Environment.GetEnvironmentVariable("EVAL_SHARED") is { Length: > 0 } shared)
        {
            options = options with { Data = Path.Combine(shared, "datasets", "humaneval", "HumanEval.jsonl.gz") };
        }

        for (var index = 0; index + 1 < arguments.Count; index += 2)
        {
            options = (arguments[index], arguments[index + 1]) switch
            {
                ("--samples", var value) => options with { Samples = int.Parse(value, CultureInfo.InvariantCulture) },
                ("--data", var value) => options with { Data = value },
                ("--client", var value) => options with { Clients = value.Split(',') },
                ("--child", var value) => options with { Clients = [value], IsChild = true },
                var (name, _) => throw new ArgumentException($"unknown option {name}", nameof(arguments)),
            };
        }

        return options;
    }
}
