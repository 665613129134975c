using System.CommandLine;
using System.Text.Json;
using Eval.Hosting.Models;
using Eval.Hosting.Planning;
using Spectre.Console;

namespace Eval.Cli.Commands;

/// <summary><c>list models</c>: what could be evaluated from here. Nothing is asked of any model.</summary>
public sealed class ListModelsCommand : EvalCommand
{
    public ListModelsCommand()
        : base("models", "Show what could be evaluated from here: baselines, servers on this machine, providers with a key.")
    {
    }

    protected override async Task<int> RunAsync(ParseResult parse, CommandContext context, CancellationToken cancellationToken)
    {
        IReadOnlyList<FoundModel> found =
        [
            .. ModelResolver.Baselines.Select(spec => new FoundModel(spec, "built in")),
            .. await new ModelFinder(context.Environment).FindAsync(cancellationToken),
        ];
        if (context.IsJson)
        {
            await context.Machine.WriteLineAsync(JsonSerializer.Serialize(found, MachineJson.Options));
            return ExitCode.Fine;
        }

        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("-m", "because");
        foreach (var model in found)
        {
            table.AddRow(new Text(model.Spec), new Text(model.Why));
        }

        context.Out.Write(table);
        return ExitCode.Fine;
    }
}
