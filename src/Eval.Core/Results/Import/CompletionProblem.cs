using System.Globalization;

namespace Eval.Core.Results.Import;

/// <summary>A line of a completions file that could not be used. The rest of the file is.</summary>
/// <param name="File">The file as given.</param>
/// <param name="Line">From 1.</param>
/// <param name="Kind">What is wrong.</param>
/// <param name="Message">The same in words.</param>
public sealed record CompletionProblem(string File, int Line, CompletionProblemKind Kind, string Message)
{
    /// <summary><c>file:line: message</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}: {Message}");
}
