using System.Globalization;
using Eval.Core.Prompts;

namespace Eval.Core.Models.Local;

/// <summary>Scores a few known contexts before a run: log-probabilities must be finite, vary, sum to at most 1, and be the same with and without a cached beginning. A flat or broken engine would silently score at chance; one whose cache moves log-probabilities still writes sound text.</summary>
public static class ContinuationProbe
{
    /// <summary>Largest difference in a log-probability that a cache may make.</summary>
    public const double Tolerance = 1e-3;

    /// <summary>A spread below this over different words in different contexts is a flat model.</summary>
    private const double SmallestSpread = 1e-4;

    private const string Chance = "Scores from this model would be chance. Check the weights, the precision and the engine's version.";

    private const string Beginning = "Question: What is the colour of the sky on a clear day?\nAnswer: It is blue.\n\n";

    private static readonly string[] Questions = ["Question: How many legs has a spider?\nAnswer: It has", "Question: Where does the sun rise?\nAnswer: In the"];

    private static readonly string[] Words = [" A", " B", " C", " D", " eight", " east"];

    /// <returns>Null where log-probabilities can be relied on; else how far a cached beginning moved one, more than <see cref="Tolerance"/>.</returns>
    /// <exception cref="ModelStoppedException">The engine cannot be trusted at all; the message says why.</exception>
    public static async Task<string?> CheckAsync(IContinuationScorer scorer, string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scorer);
        try
        {
            var cold = await ScoreAsync(scorer, Beginning + Questions[0], cancellationToken);
            var other = await ScoreAsync(scorer, Beginning + Questions[1], cancellationToken);
            var warm = await ScoreAsync(scorer, Beginning + Questions[0], cancellationToken);
            if (Find(cold, other) is { } problem)
            {
                throw Refuse(name, problem, null);
            }

            var difference = cold.Zip(warm, (one, two) => Math.Abs(one.LogProbability - two.LogProbability)).Max();
            return difference <= Tolerance
                ? null
                : string.Create(CultureInfo.InvariantCulture, $"a log-probability changed by {difference:0.#####} when the beginning of its context was cached (at most {Tolerance} is allowed), so the same question could get another answer");
        }
        catch (ModelRequestException exception)
        {
            throw Refuse(name, exception.Message, exception);
        }
    }

    private static string? Find(IReadOnlyList<ContinuationScore> cold, IReadOnlyList<ContinuationScore> other)
    {
        ContinuationScore[] all = [.. cold, .. other];
        if (Array.Find(all, score => !double.IsFinite(score.LogProbability)) is { } broken)
        {
            return $"it gave {broken.LogProbability.ToString(CultureInfo.InvariantCulture)} as a log-probability";
        }

        if (all.Max(score => score.LogProbability) > 0)
        {
            return "it gave a log-probability above 0";
        }

        // Words of one token each are different outcomes of one choice; longer ones may begin alike and are left out.
        var sum = cold.Where(score => score.TokenCount == 1).Sum(score => Math.Exp(score.LogProbability));
        if (sum > 1 + Tolerance)
        {
            return string.Create(CultureInfo.InvariantCulture, $"the probabilities of different next tokens add up to {sum:0.###}");
        }

        // Per token, so that words of different length do not hide a flat model.
        var perToken = cold.Concat(other).Select(score => score.LogProbability / score.TokenCount).ToList();
        return perToken.Max() - perToken.Min() < SmallestSpread
            ? string.Create(CultureInfo.InvariantCulture, $"every continuation of every context got the same log-probability per token ({perToken[0]:0.####}): the model is flat, or the engine does not return log-probabilities of the prompt")
            : null;
    }

    private static async Task<IReadOnlyList<ContinuationScore>> ScoreAsync(IContinuationScorer scorer, string context, CancellationToken cancellationToken)
    {
        var request = new ContinuationRequest
        {
            Prompt = new Prompt { Parts = new PromptParts("", [], context), Continuations = Words },
            Metadata = new RequestMetadata { Benchmark = "probe", Protocol = "probe", SampleId = "probe", Subset = "probe", Repeat = 0, Question = context },
        };
        return (await scorer.ScoreAsync(request, cancellationToken)).Choices;
    }

    private static ModelStoppedException Refuse(string name, string problem, Exception? cause) =>
        new($"{name} failed its load-time check: {problem.TrimEnd('.')}.", Chance, cause) { IsUnfit = true };
}
