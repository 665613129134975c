using Eval.Cli.Screens;
using Spectre.Console;

namespace Eval.Cli;

/// <summary>The outside world of the program: its streams, clock and environment. Tests bring their own.</summary>
public sealed record ConsoleSet(IAnsiConsole Out, IAnsiConsole Error, TextWriter Machine, TimeProvider Time, Func<string, string?> Environment)
{
    public static ConsoleSet System()
    {
        var machine = Console.Out;
        return new ConsoleSet(
            For(Console.Out),
            For(Console.Error),
            machine,
            TimeProvider.System,
            global::System.Environment.GetEnvironmentVariable);
    }

    private static IAnsiConsole For(TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        if (!console.Profile.Out.IsTerminal)
        {
            console.Profile.Width = ScreenExtensions.DefaultWidth;
        }

        return console;
    }
}
