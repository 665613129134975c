using System.CommandLine;
using System.Text.Json;
using Eval.Benchmarks;
using Spectre.Console;

namespace Eval.Cli.Commands;

/// <summary><c>list benchmarks</c>: what can be measured.</summary>
public sealed class ListBenchmarksCommand : EvalCommand
{
    public ListBenchmarksCommand()
        : base("benchmarks", "Show what can be measured: splits, default protocol, groups.")
    {
    }

    protected override async Task<int> RunAsync(ParseResult parse, CommandContext context, CancellationToken cancellationToken)
    {
        if (context.IsJson)
        {
            await context.Machine.WriteLineAsync(JsonSerializer.Serialize(
                BenchmarkCatalog.All.Select(benchmark => new
                {
                    name = benchmark.Info.Name,
                    title = benchmark.Info.Title,
                    splits = benchmark.Info.Splits,
                    default_split = benchmark.Info.DefaultSplit,
                    language = benchmark.Info.Language,
                    chance_level = benchmark.Info.ChanceLevel,
                    needs_sandbox = benchmark.Info.NeedsSandbox,
                    protocols = benchmark.Protocols.Select(protocol => protocol.Info.FullName),
                    groups = benchmark.Protocols[0].Info.Groups,
                }),
                MachineJson.Options));
            return ExitCode.Fine;
        }

        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("benchmark", "title", "split", "others", "protocols");
        foreach (var benchmark in BenchmarkCatalog.All)
        {
            table.AddRow(
                new Text(benchmark.Info.Name),
                new Text(benchmark.Info.Title),
                new Text(benchmark.Info.DefaultSplit),
                new Text(string.Join(' ', benchmark.Info.Splits.Except([benchmark.Info.DefaultSplit]))),
                new Text(string.Join(' ', benchmark.Protocols.Select(protocol => protocol.Info.Name))));
        }

        context.Out.Write(table);
        return ExitCode.Fine;
    }
}
