using System.Globalization;
using System.Text.Json;
using Eval.Core.Models;

namespace Eval.Models.Replay;

/// <summary>Reads one line: <c>id</c> (text or number) or <c>task_id</c>, <c>completion</c>, and where given <c>repeat</c>, <c>benchmark</c>, <c>reasoning</c>, <c>finish_reason</c>.</summary>
internal static class ReplayLine
{
    /// <summary>The sample's id, the repeat (null: the next one in file order) and the answer.</summary>
    /// <exception cref="FormatException">The line is broken; the message says how.</exception>
    public static (string Id, int? Repeat, ReplayAnswer Answer) Read(string line, int number)
    {
        using var document = Parse(line);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("not a JSON object");
        }

        var id = ReadId(root);
        var repeat = ReadRepeat(root);
        var suffix = id.LastIndexOf('#');
        if (suffix > 0 && int.TryParse(id.AsSpan(suffix + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var marked) && (repeat is null || repeat == marked))
        {
            (id, repeat) = (id[..suffix], marked);
        }

        var answer = new ReplayAnswer(number, Text(root, "benchmark"), Text(root, "completion"), Text(root, "reasoning"), ReadFinishReason(Text(root, "finish_reason")));
        return (id, repeat, answer);
    }

    private static JsonDocument Parse(string line)
    {
        try
        {
            return JsonDocument.Parse(line);
        }
        catch (JsonException exception)
        {
            throw new FormatException($"not JSON: {exception.Message}", exception);
        }
    }

    private static string ReadId(JsonElement root)
    {
        if (!root.TryGetProperty("id", out var id) && !root.TryGetProperty("task_id", out id))
        {
            throw new FormatException("neither id nor task_id");
        }

        return id.ValueKind switch
        {
            JsonValueKind.String when id.GetString() is { Length: > 0 } text => text,
            JsonValueKind.Number when id.TryGetInt64(out var number) => number.ToString(CultureInfo.InvariantCulture),
            _ => throw new FormatException("id is neither text nor a whole number"),
        };
    }

    private static int? ReadRepeat(JsonElement root)
    {
        if (!root.TryGetProperty("repeat", out var repeat) || repeat.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return repeat.ValueKind == JsonValueKind.Number && repeat.TryGetInt32(out var number) && number >= 0
            ? number
            : throw new FormatException("repeat is not a whole number from 0");
    }

    private static string? Text(JsonElement root, string name)
    {
        if (!root.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.String ? value.GetString() : throw new FormatException($"{name} is not text");
    }

    private static FinishReason ReadFinishReason(string? text) => text switch
    {
        "stop" or "end_turn" => FinishReason.Stop,
        "length" or "max_tokens" => FinishReason.Length,
        "content_filter" => FinishReason.ContentFilter,
        "tool_calls" => FinishReason.ToolCalls,
        _ => FinishReason.Unknown,
    };
}
