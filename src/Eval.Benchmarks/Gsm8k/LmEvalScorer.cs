using Eval.Benchmarks.Protocols;
using Eval.Core.Datasets;
using Eval.Core.Models;
using Eval.Core.Scoring;

namespace Eval.Benchmarks.Gsm8k;

/// <summary>Scores as lm-evaluation-harness does: strict-match is the headline, flexible-extract stands beside it.</summary>
internal sealed class LmEvalScorer(Func<string, string?> strict) : IScorer
{
    public const string StrictMatch = "strict-match";
    public const string FlexibleExtract = "flexible-extract";

    public ValueTask<Score> ScoreAsync(Sample sample, Completion completion, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(completion);
        if (UnreadCompletion.Check(completion) is { } unread)
        {
            var alternative = new Core.Scoring.Reading(unread.Status, unread.Value, null, null);
            return ValueTask.FromResult(unread with { Alternatives = new Dictionary<string, Core.Scoring.Reading> { [FlexibleExtract] = alternative } });
        }

        var gold = sample.Fields[Gsm8kReader.AnswerField];
        var main = Read(strict(completion.Text!), gold, StrictMatch);
        return ValueTask.FromResult(new Score
        {
            Status = main.Status,
            Value = main.Value,
            Answer = main.Answer,
            Rule = main.Rule,
            Alternatives = new Dictionary<string, Core.Scoring.Reading>
            {
                [FlexibleExtract] = Read(LmEvalAnswer.Flexible(completion.Text!), gold, FlexibleExtract),
            },
        });
    }

    private static Core.Scoring.Reading Read(string? prediction, string gold, string rule) => prediction is null
        ? new Core.Scoring.Reading(SampleStatus.NoAnswer, 0, null, null)
        : new Core.Scoring.Reading(SampleStatus.Scored, LmEvalAnswer.Matches(prediction, gold) ? 1 : 0, prediction, rule);
}
