using System.Text.Json;
using Eval.Core.Models;

namespace Eval.Core.Results.Import;

/// <summary>Samples files of our own runs: the answers with their tokens, cost and time, to be scored anew.</summary>
internal sealed class SampleRecordFormat : ICompletionFormat
{
    public bool Recognizes(JsonElement line) =>
        line.TryGetProperty("benchmark", out _) && line.TryGetProperty("protocol", out _) && line.TryGetProperty("status", out _);

    public ImportedLine Read(JsonElement line, string? subset)
    {
        var record = line.Deserialize(EvalJson.Line.SampleRecord) ?? throw new JsonException("The line is null.");
        return new ImportedLine
        {
            Ids = [record.SampleId],
            Repeat = record.Repeat,
            Benchmark = record.Benchmark,
            Completions = [Completion(record)],
            IsRetried = true,
        };
    }

    private static Completion Completion(SampleRecord record) => new()
    {
        Text = record.Completion,
        Reasoning = record.Reasoning,
        FinishReason = FinishReasons.GetValueOrDefault(record.FinishReason ?? "", FinishReason.Unknown),
        Choices = [.. (record.ChoiceLogprobs ?? []).Select(value => new ContinuationScore(value, 0, IsGreedy: false))],
        Usage = record.Usage is { } usage
            ? new Usage { Input = usage.Input, Output = usage.Output, Cached = usage.Cached, Reasoning = usage.Reasoning, Evaluated = usage.Evaluated }
            : Usage.None,
        Latency = TimeSpan.FromMilliseconds(record.LatencyMs ?? 0),
        Attempts = record.Attempts ?? 1,
        IsCached = record.Cached ?? false,
        Cost = record.Cost is { } cost ? new Cost(cost.Amount, cost.Currency) : null,
        Refusal = record.Error,
    };

    private static readonly Dictionary<string, FinishReason> FinishReasons = Enum.GetValues<FinishReason>()
        .ToDictionary(reason => JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.ToString()), StringComparer.Ordinal);
}
