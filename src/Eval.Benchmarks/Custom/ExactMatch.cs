using System.Text.RegularExpressions;
using Eval.Benchmarks.Protocols;
using Eval.Core.Datasets;
using Eval.Core.Models;
using Eval.Core.Scoring;

namespace Eval.Benchmarks.Custom;

/// <summary>Compares text with the key: white space at the ends never counts, case and punctuation only where the benchmark says so.</summary>
internal sealed record ExactMatch : IScorer
{
    public bool IgnoreCase { get; init; }

    public bool IgnorePunctuation { get; init; }

    /// <summary>Takes the answer out of the text: the last match, its first group where it has one; null takes the whole text. Has a time limit.</summary>
    public Regex? Extract { get; init; }

    public ValueTask<Score> ScoreAsync(Sample sample, Completion completion, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(completion);
        return ValueTask.FromResult(UnreadCompletion.Check(completion) ?? Read(sample, completion));
    }

    private Score Read(Sample sample, Completion completion)
    {
        if (ExtractFrom(completion.Text!) is not { } answer)
        {
            return Score.Unread(completion.FinishReason == FinishReason.Length ? SampleStatus.Truncated : SampleStatus.NoAnswer);
        }

        return Score.Read(answer, Extract is null ? "exact" : "extract", Normalize(answer) == Normalize(sample.Target ?? ""));
    }

    private string? ExtractFrom(string text)
    {
        if (Extract is null)
        {
            return text.Trim();
        }

        try
        {
            var match = Extract.Matches(text).LastOrDefault();
            return match?.Groups.Count > 1 ? match.Groups[1].Value.Trim() : match?.Value.Trim();
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    private string Normalize(string text)
    {
        var kept = IgnorePunctuation ? string.Concat(text.Where(character => !char.IsPunctuation(character))) : text;
        return (IgnoreCase ? kept.ToUpperInvariant() : kept).Trim();
    }
}
