using Spectre.Console;

namespace Eval.Cli;

/// <summary>The outside world of the program: its streams, clock and environment. Tests bring their own.</summary>
public sealed record ConsoleSet(IAnsiConsole Out, IAnsiConsole Error, TextWriter Machine, TimeProvider Time, Func<string, string?> Environment)
{
    public static ConsoleSet System()
    {
        var machine = Console.Out;
        return new ConsoleSet(
            AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) }),
            AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }),
            machine,
            TimeProvider.System,
            global::System.Environment.GetEnvironmentVariable);
    }
}
