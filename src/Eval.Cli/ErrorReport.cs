using Eval.Cli.Screens;
using Eval.Core.Datasets;
using Eval.Core.Models;
using Eval.Core.Results;
using Eval.Core.Scoring;
using Eval.Hosting.Planning;
using Eval.Reporting.Strings;
using Spectre.Console;

namespace Eval.Cli;

/// <summary>The one place where failures become messages and exit codes.</summary>
public static class ErrorReport
{
    /// <summary>Writes what went wrong and what to do, without a stack trace unless <paramref name="verbose"/>; returns the exit code.</summary>
    public static int Write(IAnsiConsole console, ReportStrings strings, Exception failure, bool verbose)
    {
        ArgumentNullException.ThrowIfNull(console);
        ArgumentNullException.ThrowIfNull(failure);
        var (code, problems) = Describe(failure);
        new ProblemList(console, strings).Write(problems);
        if (verbose || code == ExitCode.Defect)
        {
            console.PutLine(TerminalText.Clean(failure.ToString()));
        }

        return code;
    }

    private static (int Code, IReadOnlyList<(string Message, string Fix)> Problems) Describe(Exception failure) => failure switch
    {
        OperationCanceledException => (ExitCode.Cancelled, [("Stopped. What is done is saved.", "The same command goes on from there.")]),
        RequestException request => (ExitCode.WrongRequest, [.. request.Problems.Select(problem => (problem.Where.Length == 0 ? problem.What : $"{problem.Where}: {problem.What}", problem.Fix))]),
        DatasetException dataset => (ExitCode.WrongRequest, [(dataset.Message, "")]),
        RunFolderException run => (ExitCode.WrongRequest, [(run.Message, run.Fix)]),
        RunStorageException storage => (ExitCode.Errors, [(storage.Message, storage.Fix)]),
        SandboxUnavailableException sandbox => (ExitCode.Errors, [(sandbox.Message, sandbox.Fix)]),
        ModelStoppedException stopped => (ExitCode.Errors, [(stopped.Message, stopped.Fix)]),
        IOException or UnauthorizedAccessException => (ExitCode.Errors, [(failure.Message, "")]),
        _ => (ExitCode.Defect, [("This is a defect in Eval.", "Please report it with the lines below.")]),
    };
}
