using System.Text.Json;

namespace Eval.Core.Results.Import;

/// <summary>Reads a line of whatever format it is.</summary>
internal static class ImportedLineReader
{
    /// <summary>The line; null when it is broken or of no known format.</summary>
    public static ImportedLine? Read(ReadOnlySpan<byte> line, string? subset) => Read(line, subset, out _, out _);

    /// <summary>The line, or why it is none.</summary>
    public static ImportedLine? Read(ReadOnlySpan<byte> line, string? subset, out CompletionProblemKind kind, out string problem)
    {
        kind = CompletionProblemKind.BrokenLine;
        problem = "the line is not a JSON object";
        if (CompletionFormats.Parse(line) is not { } json)
        {
            return null;
        }

        if (CompletionFormats.Of(json) is not { } format)
        {
            kind = CompletionProblemKind.UnknownFormat;
            problem = "the line has neither id or task_id with completion, nor doc_id with resps, nor the names of a sample record";
            return null;
        }

        try
        {
            return format.Read(json, subset);
        }
        catch (JsonException exception)
        {
            problem = exception.Message;
            return null;
        }
    }
}
