using System.CommandLine;
using Eval.Benchmarks;
using Spectre.Console;

namespace Eval.Cli.Commands;

/// <summary><c>list protocols</c>: everything that fixes how each benchmark can be asked and scored.</summary>
public sealed class ListProtocolsCommand : EvalCommand
{
    public ListProtocolsCommand()
        : base("protocols", "Show every protocol: prompt, shots, what is scored, limits, averaging.")
    {
    }

    protected override Task<int> RunAsync(ParseResult parse, CommandContext context, CancellationToken cancellationToken)
    {
        foreach (var protocol in BenchmarkCatalog.All.SelectMany(benchmark => benchmark.Protocols))
        {
            context.Out.WriteLine(protocol.Info.FullName);
        }

        return Task.FromResult(ExitCode.Fine);
    }
}
