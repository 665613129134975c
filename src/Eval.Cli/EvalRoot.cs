using System.CommandLine;
using System.CommandLine.Help;
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
        EvalCommand[] commands = [new RunCommand(), new ListCommand(), new ShowCommand(), new PromptsCommand(), new ScoreCommand(), new ReportCommand(), new DatasetsCommand(), new SandboxCommand(), new ModelsCommand(), new CacheCommand()];
        foreach (var command in commands)
        {
            root.Subcommands.Add(command);
            command.Attach(options, consoles);
        }

        return root;
    }

    /// <summary>Runs one command line; returns the exit code.</summary>
    /// <param name="arguments">The words after the program's name.</param>
    /// <param name="consoles">The outside world.</param>
    /// <param name="help">Where help and parse errors go; null for the process's own streams.</param>
    /// <param name="cancellationToken">Ends the command as Ctrl-C does.</param>
    public static async Task<int> InvokeAsync(IReadOnlyList<string> arguments, ConsoleSet consoles, TextWriter? help, CancellationToken cancellationToken)
    {
        var parse = Create(consoles).Parse(arguments);
        var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(20) };
        if (help is not null)
        {
            configuration.Output = help;
            configuration.Error = help;
        }

        var code = await parse.InvokeAsync(configuration, cancellationToken);
        return parse.Errors.Count > 0 && parse.Action is not HelpAction ? ExitCode.WrongRequest : code;
    }
}
