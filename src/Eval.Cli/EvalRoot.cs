using System.CommandLine;
using Eval.Cli.Commands;

namespace Eval.Cli;

/// <summary>The command line: every command, with one set of global options.</summary>
public static class EvalRoot
{
    public static RootCommand Create(ConsoleSet consoles)
    {
        var options = new GlobalOptions();
        var root = new RootCommand("Eval says how good a language model really is: MMLU, C-Eval, GSM8K and HumanEval, with error bars, cost and a click-through to every answer.");
        options.AddTo(root);
        EvalCommand[] commands = [new RunCommand(), new ListCommand(), new ShowCommand(), new PromptsCommand(), new ScoreCommand(), new ReportCommand(), new SandboxCommand(), new CacheCommand()];
        foreach (var command in commands)
        {
            root.Subcommands.Add(command);
            command.Attach(options, consoles);
        }

        return root;
    }
}
