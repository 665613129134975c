using System.Text.Json;
using Eval.Core.Models;
using Eval.Core.Results;
using Eval.Core.Scoring;

namespace Eval.Core.Running;

/// <summary>Makes the line that is kept of a sample.</summary>
internal static class RecordFactory
{
    private static readonly Dictionary<FinishReason, string> FinishReasons =
        Enum.GetValues<FinishReason>().ToDictionary(reason => reason, reason => JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.ToString()));

    public static SampleRecord Scored(Answer answer, Score score) =>
        Record(answer.Job, answer.PromptSha256, score, answer.Completion, answer.Completion.Attempts);

    /// <summary>The record of a request that failed for good.</summary>
    public static SampleRecord Failed(Job job, string promptSha256, string error, int attempts) =>
        Record(job, promptSha256, Score.Failed(error), completion: null, attempts);

    private static SampleRecord Record(Job job, string promptSha256, Score score, Completion? completion, int attempts)
    {
        var task = job.Task.Plan.Manifest;
        var isScored = completion?.Choices.Count > 0;
        return new SampleRecord
        {
            Model = task.Model,
            Benchmark = task.Benchmark,
            Protocol = task.Protocol,
            Version = task.Version,
            Subset = job.Sample.Subset,
            Id = SampleRecord.RepeatId(job.Sample.Id, job.Repeat),
            Repeat = job.Repeat,
            PromptSha256 = promptSha256,
            Status = score.Status,
            Score = score.Status == SampleStatus.Error ? null : score.Value,
            Answer = score.Answer,
            Target = job.Sample.Target,
            Rule = score.Rule,
            Alternatives = score.Alternatives.Count == 0 ? null : score.Alternatives,
            Completion = isScored ? null : completion?.Text,
            Reasoning = completion?.Reasoning,
            FinishReason = completion is null ? null : FinishReasons[completion.FinishReason],
            ChoiceLogprobs = isScored ? [.. completion!.Choices.Select(choice => choice.LogProbability)] : null,
            Usage = completion is null ? null : Usage(completion.Usage),
            Cost = completion?.Cost is { } cost ? new CostRecord(cost.Amount, cost.Currency) : null,
            LatencyMs = completion is null ? null : Math.Round(completion.Latency.TotalMilliseconds, 3),
            Attempts = attempts,
            Cached = completion is { IsCached: true } ? true : null,
            Error = score.Error,
            Program = score.Program,
            Stderr = score.Stderr,
        };
    }

    private static UsageRecord? Usage(Usage usage) => usage == Models.Usage.None
        ? null
        : new UsageRecord(usage.Input, usage.Output, usage.Cached, usage.Reasoning, usage.Evaluated);
}
