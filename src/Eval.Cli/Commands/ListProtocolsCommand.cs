using System.CommandLine;
using System.Text.Json;
using Eval.Benchmarks;
using Eval.Cli.Screens;

namespace Eval.Cli.Commands;

/// <summary><c>list protocols</c>: everything that fixes how each benchmark can be asked and scored.</summary>
public sealed class ListProtocolsCommand : EvalCommand
{
    public ListProtocolsCommand()
        : base("protocols", "Show every protocol: prompt, shots, what is scored, limits, averaging.")
    {
    }

    protected override async Task<int> RunAsync(ParseResult parse, CommandContext context, CancellationToken cancellationToken)
    {
        var protocols = BenchmarkCatalog.All.SelectMany(benchmark => benchmark.Protocols).Select(protocol => protocol.Info);
        if (context.IsJson)
        {
            await context.Machine.WriteLineAsync(JsonSerializer.Serialize(protocols, MachineJson.Options));
        }
        else
        {
            new ProtocolTable(context.Out, context.Strings).Write(protocols);
        }

        return ExitCode.Fine;
    }
}
