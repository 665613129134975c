using System.Text.Json.Serialization;
using Eval.Core.Scoring;

namespace Eval.Core.Results;

/// <summary>One finished sample: a line of the samples file. Null properties are not written.</summary>
public sealed record SampleRecord
{
    public required string Model { get; init; }

    public required string Benchmark { get; init; }

    public required string Protocol { get; init; }

    public required int Version { get; init; }

    public required string Subset { get; init; }

    /// <summary>The sample's id; <c>#k</c> is appended for repeat k ≥ 1.</summary>
    public required string Id { get; init; }

    public required int Repeat { get; init; }

    public string? PromptSha256 { get; init; }

    public required SampleStatus Status { get; init; }

    public double? Score { get; init; }

    public string? Answer { get; init; }

    public string? Target { get; init; }

    public string? Rule { get; init; }

    public IReadOnlyDictionary<string, Reading>? Alternatives { get; init; }

    public string? Completion { get; init; }

    public string? Reasoning { get; init; }

    public string? FinishReason { get; init; }

    public IReadOnlyList<double>? ChoiceLogprobs { get; init; }

    public UsageRecord? Usage { get; init; }

    public CostRecord? Cost { get; init; }

    public double? LatencyMs { get; init; }

    public int? Attempts { get; init; }

    public bool? Cached { get; init; }

    public string? Error { get; init; }

    public string? Program { get; init; }

    public string? Stderr { get; init; }

    /// <summary>The id written for one repeat of a sample.</summary>
    public static string RepeatId(string sampleId, int repeat) =>
        repeat == 0 ? sampleId : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{sampleId}#{repeat}");

    /// <summary>The sample's own id, without the repeat suffix.</summary>
    [JsonIgnore]
    public string SampleId => Repeat > 0 && Id.LastIndexOf('#') is > 0 and var mark ? Id[..mark] : Id;
}
