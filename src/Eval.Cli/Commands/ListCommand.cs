namespace Eval.Cli.Commands;

/// <summary><c>list benchmarks|protocols|models|runs</c>.</summary>
public sealed class ListCommand : EvalCommand
{
    public ListCommand()
        : base("list", "Show benchmarks, protocols, models or runs.")
    {
        Subcommands.Add(new ListBenchmarksCommand());
        Subcommands.Add(new ListProtocolsCommand());
        Subcommands.Add(new ListModelsCommand());
        Subcommands.Add(new ListRunsCommand());
    }
}
