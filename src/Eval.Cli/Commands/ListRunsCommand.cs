using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Eval.Core.Results;
using Spectre.Console;

namespace Eval.Cli.Commands;

/// <summary><c>list runs</c>: every run of the runs folder, newest first.</summary>
public sealed class ListRunsCommand : EvalCommand
{
    public ListRunsCommand()
        : base("runs", "Show the runs there are, newest first.")
    {
    }

    protected override async Task<int> RunAsync(ParseResult parse, CommandContext context, CancellationToken cancellationToken)
    {
        var runs = RunLocator.List(context.RunsFolder);
        if (context.IsJson)
        {
            await context.Machine.WriteLineAsync(JsonSerializer.Serialize(
                runs.Select(run => new { run_id = run.Folder.Id, status = run.Manifest?.Status, started = run.Manifest?.Started, command = run.Manifest?.Command, problem = run.Problem }),
                MachineJson.Options));
            return ExitCode.Fine;
        }

        if (runs.Count == 0)
        {
            context.Line($"No runs in {Path.GetFullPath(context.RunsFolder)}.");
            return ExitCode.Fine;
        }

        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("run", "status", "started (UTC)", "models", "benchmarks");
        foreach (var run in runs)
        {
            table.AddRow(
                new Text(run.Folder.Id),
                new Text(run.Manifest?.Status.ToString() ?? "unreadable"),
                new Text(run.Manifest?.Started.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? ""),
                new Text(run.Manifest is { } m ? string.Join(", ", m.Models.Select(model => model.Name)) : run.Problem ?? ""),
                new Text(run.Manifest is { } manifest ? string.Join(", ", manifest.Tasks.Select(task => $"{task.Benchmark}@{task.Protocol}").Distinct(StringComparer.Ordinal)) : ""));
        }

        context.Out.Write(table);
        return ExitCode.Fine;
    }
}
