using Spectre.Console;
using Spectre.Console.Testing;

namespace Eval.Tests.Cli.Screens;

/// <summary>A console whose text can be read, plain or as a terminal would get it.</summary>
internal static class Screen
{
    public static TestConsole Plain() => new TestConsole().Width(100);

    public static TestConsole Ansi()
    {
        var console = new TestConsole().Width(100).Height(30).SupportsAnsi(true).Interactive().EmitAnsiSequences();
        console.Profile.Out = new TerminalOutput(console.Profile.Out);
        return console;
    }

    private sealed class TerminalOutput(IAnsiConsoleOutput inner) : IAnsiConsoleOutput
    {
        public TextWriter Writer => inner.Writer;

        public bool IsTerminal => true;

        public int Width => 100;

        public int Height => 30;

        public void SetEncoding(System.Text.Encoding encoding) => inner.SetEncoding(encoding);
    }
}
