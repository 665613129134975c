using System.Text.Json;
using Eval.Core.Models;

namespace Eval.Core.Results.Import;

/// <summary><c>{"id" or "task_id", "completion"}</c>: human-eval's samples and our replay files. Several lines of one id are its repeats, in order.</summary>
internal sealed class CompletionFormat : ICompletionFormat
{
    public bool Recognizes(JsonElement line) => line.TryGetProperty("id", out _) || line.TryGetProperty("task_id", out _);

    public ImportedLine Read(JsonElement line, string? subset)
    {
        var id = CompletionFormats.Text(line, "id") ?? CompletionFormats.Text(line, "task_id")
            ?? throw new JsonException("The id is neither text nor number.");
        var text = line.TryGetProperty("completion", out var completion) && completion.ValueKind == JsonValueKind.String
            ? completion.GetString()
            : null;
        return new ImportedLine
        {
            Ids = subset is null ? [id] : [id, $"{subset}/{id}"],
            Completions = [new Completion { Text = text, FinishReason = FinishReason.Unknown, Reasoning = CompletionFormats.Text(line, "reasoning") }],
        };
    }
}
