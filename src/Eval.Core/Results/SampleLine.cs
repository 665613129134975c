using System.Text.Json;
using Eval.Core.Scoring;

namespace Eval.Core.Results;

/// <summary>Writes a record as its line of the samples file, property by property: the same bytes as <see cref="EvalJson.Line"/> at a fraction of its cost, which every sample pays.</summary>
internal static class SampleLine
{
    private static readonly Dictionary<SampleStatus, JsonEncodedText> Statuses = Enum.GetValues<SampleStatus>()
        .ToDictionary(status => status, status => JsonEncodedText.Encode(JsonNamingPolicy.SnakeCaseLower.ConvertName(status.ToString())));

    public static void Write(Utf8JsonWriter json, SampleRecord record)
    {
        json.WriteStartObject();
        json.WriteString("model"u8, record.Model);
        json.WriteString("benchmark"u8, record.Benchmark);
        json.WriteString("protocol"u8, record.Protocol);
        json.WriteNumber("version"u8, record.Version);
        json.WriteString("subset"u8, record.Subset);
        json.WriteString("id"u8, record.Id);
        json.WriteNumber("repeat"u8, record.Repeat);
        Write(json, "prompt_sha256"u8, record.PromptSha256);
        json.WriteString("status"u8, Statuses[record.Status]);
        Write(json, "score"u8, record.Score);
        Write(json, "answer"u8, record.Answer);
        Write(json, "target"u8, record.Target);
        Write(json, "rule"u8, record.Rule);
        if (record.Alternatives is { } alternatives)
        {
            WriteAlternatives(json, alternatives);
        }

        Write(json, "completion"u8, record.Completion);
        Write(json, "reasoning"u8, record.Reasoning);
        Write(json, "finish_reason"u8, record.FinishReason);
        if (record.ChoiceLogprobs is { } logprobs)
        {
            WriteLogprobs(json, logprobs);
        }

        if (record.Usage is { } usage)
        {
            WriteUsage(json, usage);
        }

        if (record.Cost is { } cost)
        {
            json.WriteStartObject("cost"u8);
            json.WriteNumber("amount"u8, cost.Amount);
            json.WriteString("currency"u8, cost.Currency);
            json.WriteEndObject();
        }

        Write(json, "latency_ms"u8, record.LatencyMs);
        Write(json, "attempts"u8, record.Attempts);
        if (record.Cached is { } cached)
        {
            json.WriteBoolean("cached"u8, cached);
        }

        Write(json, "error"u8, record.Error);
        Write(json, "program"u8, record.Program);
        Write(json, "stderr"u8, record.Stderr);
        json.WriteEndObject();
    }

    private static void WriteAlternatives(Utf8JsonWriter json, IReadOnlyDictionary<string, Reading> alternatives)
    {
        json.WriteStartObject("alternatives"u8);
        foreach (var (name, reading) in alternatives)
        {
            json.WriteStartObject(name);
            json.WriteString("status"u8, Statuses[reading.Status]);
            Write(json, "value"u8, reading.Value);
            Write(json, "answer"u8, reading.Answer);
            Write(json, "rule"u8, reading.Rule);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteLogprobs(Utf8JsonWriter json, IReadOnlyList<double> logprobs)
    {
        json.WriteStartArray("choice_logprobs"u8);
        foreach (var logprob in logprobs)
        {
            json.WriteNumberValue(logprob);
        }

        json.WriteEndArray();
    }

    private static void WriteUsage(Utf8JsonWriter json, UsageRecord usage)
    {
        json.WriteStartObject("usage"u8);
        Write(json, "input"u8, usage.Input);
        Write(json, "output"u8, usage.Output);
        Write(json, "cached"u8, usage.Cached);
        Write(json, "reasoning"u8, usage.Reasoning);
        Write(json, "evaluated"u8, usage.Evaluated);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, int? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }
}
