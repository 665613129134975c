using System.Globalization;
using System.Text.Json;
using Eval.Core.Models;

namespace Eval.Core.Results.Import;

/// <summary>lm-evaluation-harness's <c>samples_*.jsonl</c> (written with <c>--log_samples</c>): the raw responses, not its filtered ones.</summary>
/// <remarks>The harness writes numbers inside responses as text, numbers a document within its subject, and repeats the line for each of a task's filters.</remarks>
internal sealed class LmEvalFormat : ICompletionFormat
{
    public bool Recognizes(JsonElement line) =>
        line.TryGetProperty("doc_id", out _) && (line.TryGetProperty("resps", out _) || line.TryGetProperty("filtered_resps", out _));

    public ImportedLine Read(JsonElement line, string? subset) => new()
    {
        Ids = [.. Ids(line, subset).Distinct(StringComparer.Ordinal)],
        Filter = CompletionFormats.Text(line, "filter"),
        Completions = Completions(line),
    };

    private static IEnumerable<string> Ids(JsonElement line, string? subset)
    {
        var row = CompletionFormats.Text(line, "doc_id") ?? throw new JsonException("doc_id is neither text nor number.");
        if (line.TryGetProperty("doc", out var doc) && doc.ValueKind == JsonValueKind.Object)
        {
            if (CompletionFormats.Text(doc, "task_id") is { } task)
            {
                yield return task;
            }

            if (subset is not null && CompletionFormats.Text(doc, "id") is { } id)
            {
                yield return $"{subset}/{id}";
            }

            if (CompletionFormats.Text(doc, "subject") is { } subject)
            {
                yield return $"{subject}/{row}";
            }
        }

        if (subset is not null)
        {
            yield return $"{subset}/{row}";
        }

        yield return row;
    }

    private static List<Completion> Completions(JsonElement line)
    {
        var requests = (line.TryGetProperty("resps", out var resps) ? resps : line.GetProperty("filtered_resps")).Items();
        if (requests.Count == 0)
        {
            return [Answer(text: null)];
        }

        // Of a scored continuation the response is [log-probability, is greedy]; resps wraps it once more, filtered_resps does not.
        if (requests.TrueForAll(request => Score(request) is not null))
        {
            return
            [
                new Completion
                {
                    Text = null,
                    FinishReason = FinishReason.Scored,
                    Choices = [.. requests.Select(request => Score(request)!)],
                },
            ];
        }

        var texts = requests[0].ValueKind == JsonValueKind.Array ? requests[0].Items() : requests;
        return [.. texts.Select(text => Answer(text.ValueKind == JsonValueKind.String ? text.GetString() : null))];
    }

    private static ContinuationScore? Score(JsonElement request)
    {
        var parts = request.Items();
        if (parts is [{ ValueKind: JsonValueKind.Array } wrapped])
        {
            parts = wrapped.Items();
        }

        return parts is [var value, var greedy] && Number(value) is { } logProbability && Truth(greedy) is { } isGreedy
            ? new ContinuationScore(logProbability, 0, isGreedy)
            : null;
    }

    private static double? Number(JsonElement value) =>
        value.ValueKind is JsonValueKind.String or JsonValueKind.Number
        && double.TryParse(value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static bool? Truth(JsonElement value) => value.ToString() switch
    {
        "True" or "true" => true,
        "False" or "false" => false,
        _ => null,
    };

    private static Completion Answer(string? text) => new() { Text = text, FinishReason = FinishReason.Unknown };
}
