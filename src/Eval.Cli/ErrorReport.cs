using Eval.Core.Datasets;
using Eval.Core.Models;
using Eval.Core.Results;
using Eval.Core.Scoring;
using Eval.Hosting.Planning;
using Spectre.Console;

namespace Eval.Cli;

/// <summary>The one place where failures become messages and exit codes.</summary>
public static class ErrorReport
{
    /// <summary>Writes what went wrong and what to do, without a stack trace unless <paramref name="verbose"/>; returns the exit code.</summary>
    public static int Write(IAnsiConsole console, Exception failure, bool verbose)
    {
        ArgumentNullException.ThrowIfNull(console);
        ArgumentNullException.ThrowIfNull(failure);
        var code = Describe(console, failure);
        if (verbose || code == ExitCode.Defect)
        {
            console.WriteLine(failure.ToString());
        }

        return code;
    }

    private static int Describe(IAnsiConsole console, Exception failure)
    {
        switch (failure)
        {
            case OperationCanceledException:
                Line(console, "Stopped. What is done is saved; the same command goes on from there.");
                return ExitCode.Cancelled;
            case RequestException request:
                foreach (var problem in request.Problems)
                {
                    Line(console, problem.ToString());
                }

                return ExitCode.WrongRequest;
            case DatasetException dataset:
                Line(console, dataset.Message);
                return ExitCode.WrongRequest;
            case SandboxUnavailableException sandbox:
                Line(console, $"{sandbox.Message} {sandbox.Fix}");
                return ExitCode.Errors;
            case ModelStoppedException stopped:
                Line(console, $"{stopped.Message} {stopped.Fix}");
                return ExitCode.Errors;
            case RunFolderException run:
                Line(console, $"{run.Message} {run.Fix}");
                return ExitCode.WrongRequest;
            case RunStorageException storage:
                Line(console, $"{storage.Message} {storage.Fix}");
                return ExitCode.Errors;
            case IOException or UnauthorizedAccessException:
                Line(console, failure.Message);
                return ExitCode.Errors;
            default:
                Line(console, "This is a defect in Eval. Please report it with the lines below.");
                return ExitCode.Defect;
        }
    }

    private static void Line(IAnsiConsole console, string text) =>
        console.WriteUnwrapped("error " + text, "red");
}
