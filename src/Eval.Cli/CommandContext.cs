using System.CommandLine;
using Eval.Cli.Screens;
using Eval.Hosting.Datasets;
using Eval.Reporting.Strings;
using Spectre.Console;

namespace Eval.Cli;

/// <summary>What a command works with: where it writes, and the values of the global options.</summary>
public sealed record CommandContext
{
    /// <summary>Results for people; the error stream when <c>--json</c> keeps stdout for machines.</summary>
    public required IAnsiConsole Out { get; init; }

    /// <summary>Progress, notices and errors.</summary>
    public required IAnsiConsole Error { get; init; }

    /// <summary>Machine output.</summary>
    public required TextWriter Machine { get; init; }

    public required IReadOnlyList<string> Datasets { get; init; }

    public required string RunsFolder { get; init; }

    /// <summary><c>en</c> or <c>zh</c>.</summary>
    public required string Language { get; init; }

    /// <summary>Everything people read, in their language.</summary>
    public ReportStrings Strings => ReportStrings.For(ReportLanguage.Parse(Language));

    public required bool IsJson { get; init; }

    public required bool IsQuiet { get; init; }

    public required TimeProvider Time { get; init; }

    public required Func<string, string?> Environment { get; init; }

    public DatasetLocator CreateLocator() => new(Datasets, Environment);

    /// <summary>Says something to the reader on stderr, unless quiet.</summary>
    public void Notice(string text)
    {
        if (!IsQuiet)
        {
            Error.PutLine(TerminalText.Clean(text), ScreenExtensions.Quiet);
        }
    }

    /// <summary>One line of results for people, never wrapped: paths in it can be copied.</summary>
    public void Line(string text) => Out.PutLine(TerminalText.Clean(text));

    public static CommandContext Create(ParseResult parse, GlobalOptions options, ConsoleSet consoles)
    {
        ArgumentNullException.ThrowIfNull(parse);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(consoles);
        var isJson = parse.GetValue(options.Json);
        return new CommandContext
        {
            Out = isJson ? consoles.Error : consoles.Out,
            Error = consoles.Error,
            Machine = consoles.Machine,
            Datasets = parse.GetValue(options.Datasets) ?? [],
            RunsFolder = parse.GetRequiredValue(options.Runs),
            Language = parse.GetRequiredValue(options.Language),
            IsJson = isJson,
            IsQuiet = parse.GetValue(options.Quiet),
            Time = consoles.Time,
            Environment = consoles.Environment,
        };
    }
}
