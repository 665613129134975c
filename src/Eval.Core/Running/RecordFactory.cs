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

    public static SampleRecord Scored(Answer answer, Score score)
    {
        var completion = answer.Completion;
        var isGenerated = completion.Choices.Count == 0;
        return Bare(answer.Job, answer.PromptSha256) with
        {
            Status = score.Status,
            Score = score.Status == SampleStatus.Error ? null : score.Value,
            Answer = score.Answer,
            Rule = score.Rule,
            Alternatives = score.Alternatives.Count == 0 ? null : score.Alternatives,
            Completion = isGenerated ? completion.Text : null,
            Reasoning = completion.Reasoning,
            FinishReason = FinishReasons[completion.FinishReason],
            ChoiceLogprobs = isGenerated ? null : [.. completion.Choices.Select(choice => choice.LogProbability)],
            Usage = Usage(completion.Usage),
            Cost = completion.Cost is { } cost ? new CostRecord(cost.Amount, cost.Currency) : null,
            LatencyMs = Math.Round(completion.Latency.TotalMilliseconds, 3),
            Attempts = completion.Attempts,
            Cached = completion.IsCached ? true : null,
            Error = score.Error,
            Program = score.Program,
            Stderr = score.Stderr,
        };
    }

    /// <summary>The record of a request that failed for good.</summary>
    public static SampleRecord Failed(Job job, string promptSha256, string error, int attempts) =>
        Bare(job, promptSha256) with { Error = error, Attempts = attempts };

    /// <summary>Which sample it is, and no result yet.</summary>
    private static SampleRecord Bare(Job job, string promptSha256)
    {
        var task = job.Task.Plan.Manifest;
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
            Status = SampleStatus.Error,
            Target = job.Sample.Target,
        };
    }

    private static UsageRecord? Usage(Usage usage) => usage == Models.Usage.None
        ? null
        : new UsageRecord(usage.Input, usage.Output, usage.Cached, usage.Reasoning, usage.Evaluated);
}
