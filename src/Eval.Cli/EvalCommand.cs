using System.CommandLine;

namespace Eval.Cli;

/// <summary>Base of every command: reads the global options, runs, and leaves failures to <see cref="ErrorReport"/>.</summary>
public abstract class EvalCommand : Command
{
    protected EvalCommand(string name, string description)
        : base(name, description)
    {
    }

    /// <summary>Attaches the global options and the outside world. Called once by the root, for subcommands too.</summary>
    public void Attach(GlobalOptions options, ConsoleSet consoles)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(consoles);
        foreach (var command in Subcommands.OfType<EvalCommand>())
        {
            command.Attach(options, consoles);
        }

        if (Subcommands.Count > 0)
        {
            return;
        }

        SetAction(async (parse, cancellationToken) =>
        {
            var context = CommandContext.Create(parse, options, consoles);
            try
            {
                return await RunAsync(parse, context, cancellationToken);
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                return ErrorReport.Write(consoles.Error, context.Strings, failure, parse.GetValue(options.Verbose));
            }
        });
    }

    /// <summary>Does the work; returns the exit code.</summary>
    protected virtual Task<int> RunAsync(ParseResult parse, CommandContext context, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{Name} only groups other commands.");
}
