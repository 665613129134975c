using Eval.Core.Datasets;
using Eval.Core.Models;
using Eval.Core.Prompts;
using Eval.Core.Scoring;
using Eval.Core.Statistics;

namespace Eval.Tests.Core.Running;

/// <summary>Asks the question as it stands; right is an answer that equals the target.</summary>
internal sealed class FakeProtocol : IProtocol, IScorer
{
    public static ProtocolInfo DefaultInfo { get; } = new()
    {
        Benchmark = "quiz",
        Name = "plain",
        Version = 1,
        Description = "The question as it stands.",
        Origin = "Eval",
        Needs = ModelAbilities.Text,
        Shots = 0,
        MaxTokens = 64,
        Stop = ["\n\n"],
        Metrics = ["accuracy"],
        Averaging = Averaging.Micro,
    };

    public ProtocolInfo Info { get; init; } = DefaultInfo;

    public IScorer Scorer => this;

    /// <summary>Replaces the scoring.</summary>
    public Func<Sample, Completion, CancellationToken, ValueTask<Score>>? Judge { get; init; }

    public Prompt Render(Sample sample) => new()
    {
        Parts = new PromptParts("", [], sample.Question),
        Continuations = Info.Needs.HasFlag(ModelAbilities.Continuations) ? [" A", " B"] : [],
    };

    public ValueTask<Score> ScoreAsync(Sample sample, Completion completion, CancellationToken cancellationToken)
    {
        if (Judge is not null)
        {
            return Judge(sample, completion, cancellationToken);
        }

        if (completion.Choices.Count > 0)
        {
            var letter = completion.Choices[0].LogProbability >= completion.Choices[1].LogProbability ? "A" : "B";
            return ValueTask.FromResult(Score.Read(letter, "highest", letter == sample.Target));
        }

        return ValueTask.FromResult(
            string.IsNullOrEmpty(completion.Text)
                ? Score.Unread(completion.FinishReason == FinishReason.Length ? SampleStatus.Truncated : SampleStatus.NoAnswer)
                : Score.Read(completion.Text, "whole", completion.Text == sample.Target));
    }
}
