using System.Globalization;
using Eval.Core.Datasets;
using Eval.Core.Models;
using Eval.Core.Scoring;

namespace Eval.Benchmarks.MultipleChoice;

/// <summary>The letter with the highest log-probability is the answer; of equal ones the first, as np.argmax does.</summary>
/// <param name="unlisted">Value of an option that the server did not report; when no option was reported, nothing was answered. Null where every option has its own.</param>
public sealed class LikelihoodScorer(double? unlisted = null) : IScorer
{
    /// <summary>Name of the only rule.</summary>
    public const string Rule = "argmax";

    public ValueTask<Score> ScoreAsync(Sample sample, Completion completion, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(completion);
        return ValueTask.FromResult(Judge(sample, completion.Choices));
    }

    private Score Judge(Sample sample, IReadOnlyList<ContinuationScore> scores)
    {
        if (scores.Count != sample.Choices.Count)
        {
            return Score.Failed(string.Create(
                CultureInfo.InvariantCulture,
                $"The model gave {scores.Count} log-probabilities for {sample.Choices.Count} options."));
        }

        var best = 0;
        for (var i = 0; i < scores.Count; i++)
        {
            if (double.IsNaN(scores[i].LogProbability))
            {
                return Score.Failed($"The log-probability of option {Letters.At(i)} is not a number.");
            }

            if (scores[i].LogProbability > scores[best].LogProbability)
            {
                best = i;
            }
        }

        return scores[best].LogProbability <= unlisted
            ? LetterVerdict.Unread(sample, SampleStatus.NoAnswer, rule: null)
            : LetterVerdict.Read(sample, Letters.At(best), Rule);
    }
}
