using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Eval.Core.Results;
using Eval.Reporting.Comparing;

namespace Eval.Reporting.Samples;

/// <summary>Writes a record as the sample page reads it: short names, texts cut at a limit that the page mentions.</summary>
/// <remarks>The encoder escapes what could end a script or a string; the page puts every value in by <c>textContent</c>.</remarks>
internal sealed class SampleJson(int maxTextLength)
{
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), SkipValidation = true };

    private static readonly JsonEncodedText Id = JsonEncodedText.Encode("id");

    public void Write(Utf8JsonWriter json, SampleRecord record, string? prompt)
    {
        json.WriteStartObject();
        json.WriteString(Id, record.Id);
        Text(json, "subset", record.Subset.Length > 0 ? record.Subset : null);
        json.WriteString("verdict", SampleVerdict.Of(record).ToString());
        Text(json, "prompt", prompt);
        Text(json, "sha", record.PromptSha256);
        Text(json, "reasoning", record.Reasoning);
        WriteCompletion(json, record);
        Text(json, "answer", record.Answer);
        Text(json, "rule", record.Rule);
        Text(json, "target", record.Target);
        Text(json, "error", record.Error);
        Text(json, "program", record.Program);
        Text(json, "stderr", record.Stderr);
        WriteChoices(json, record);
        WriteAlternatives(json, record);
        WriteFacts(json, record);
        json.WriteEndObject();
    }

    private void WriteCompletion(Utf8JsonWriter json, SampleRecord record)
    {
        Text(json, "completion", record.Completion);
        if (record.Completion is { Length: > 0 } completion
            && AnswerLocator.Find(completion, record.Answer, record.Rule) is var (start, length)
            && start + length <= maxTextLength)
        {
            json.WriteStartArray("mark");
            json.WriteNumberValue(start);
            json.WriteNumberValue(length);
            json.WriteEndArray();
        }
    }

    private static void WriteChoices(Utf8JsonWriter json, SampleRecord record)
    {
        if (record.ChoiceLogprobs is { Count: > 0 } choices)
        {
            json.WriteStartArray("logprobs");
            foreach (var choice in choices)
            {
                json.WriteNumberValue(Math.Round(choice, 4));
            }

            json.WriteEndArray();
        }
    }

    private static void WriteAlternatives(Utf8JsonWriter json, SampleRecord record)
    {
        if (record.Alternatives is not { Count: > 0 } alternatives)
        {
            return;
        }

        json.WriteStartArray("alternatives");
        foreach (var (name, reading) in alternatives)
        {
            json.WriteStartArray();
            json.WriteStringValue(name);
            json.WriteStringValue(reading.Answer ?? Figures.Missing);
            json.WriteStringValue(reading.Rule ?? Figures.Missing);
            json.WriteBooleanValue(reading.Value >= 1);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void WriteFacts(Utf8JsonWriter json, SampleRecord record)
    {
        if (record.FinishReason is { } finish)
        {
            json.WriteString("finish", finish);
        }

        if (record.Usage is { } usage)
        {
            json.WriteString("tokens", $"{Number(usage.Input)} → {Number(usage.Output)}");
        }

        if (record.LatencyMs is { } latency)
        {
            json.WriteString("latency", Figures.Duration(TimeSpan.FromMilliseconds(latency)));
        }

        if (record.Cost is { } cost)
        {
            json.WriteString("cost", Figures.Money(cost));
        }

        if (record.Attempts is { } attempts and > 1)
        {
            json.WriteNumber("attempts", attempts);
        }

        if (record.Cached == true)
        {
            json.WriteBoolean("cached", true);
        }
    }

    private static string Number(int? number) => number is { } known ? Figures.Count(known) : Figures.Missing;

    private void Text(Utf8JsonWriter json, string name, string? text)
    {
        if (text is null)
        {
            return;
        }

        if (text.Length <= maxTextLength)
        {
            json.WriteString(name, text);
            return;
        }

        // The end says as much as the beginning: the answer stands there, and an exception's message.
        var half = maxTextLength / 2;
        json.WriteString(name, name is "completion"
            ? text.AsSpan(0, Whole(text, maxTextLength))
            : string.Concat(text.AsSpan(0, Whole(text, half)), "\n…\n", text.AsSpan(Whole(text, text.Length - half))));
        json.WriteNumber(name + "Cut", text.Length - maxTextLength);
    }

    /// <summary>An index that does not part a surrogate pair.</summary>
    private static int Whole(string text, int index) => char.IsLowSurrogate(text[index]) ? index - 1 : index;
}
