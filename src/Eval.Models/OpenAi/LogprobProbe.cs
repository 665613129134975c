using Eval.Core.Models;

namespace Eval.Models.OpenAi;

/// <summary>Finds out whether a server gives true log-probabilities of a prompt: one that ignores the question would score every model at chance.</summary>
internal static class LogprobProbe
{
    /// <summary>Asks two questions. A failure that may pass is a finding of its own: it says nothing about the server.</summary>
    /// <param name="score">Scores continuations of a raw text.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<LogprobFinding> FindAsync(
        Func<string, IReadOnlyList<string>, CancellationToken, Task<Completion>> score, CancellationToken cancellationToken)
    {
        Completion first;
        Completion second;
        try
        {
            first = await score("The capital of France is", [" Paris", " zebra", " quickly"], cancellationToken).ConfigureAwait(false);
            second = await score("The capital of Italy is", [" Rome", " zebra", " Paris"], cancellationToken).ConfigureAwait(false);
        }
        catch (ModelRequestException exception)
        {
            return new LogprobFinding(exception.Message, exception.IsTransient ? exception : null);
        }
        catch (ModelStoppedException exception) when (exception.StatusCode is 400 or 404 or 405 or 422 or 501)
        {
            return new LogprobFinding(exception.Message);
        }

        var all = first.Choices.Concat(second.Choices).Select(choice => choice.LogProbability).ToList();
        return new LogprobFinding(
            all.Exists(value => !double.IsFinite(value) || value > 1e-6) ? "the server's log-probabilities are not finite numbers below 0"
            : all.Max() - all.Min() < 1e-3 ? "the server's log-probabilities do not depend on the text"
            : first.Choices.Sum(choice => Math.Exp(choice.LogProbability)) > 1.001 ? "the server's probabilities add up to more than 1"
            : null);
    }
}
