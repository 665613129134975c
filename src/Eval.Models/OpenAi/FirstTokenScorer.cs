using Eval.Core.Models;
using Eval.Core.Prompts;
using Eval.Models.Http;

namespace Eval.Models.OpenAi;

/// <summary>The log-probabilities of the options among the most likely first tokens of a chat answer. An option that is not among them has no probability: <see cref="ContinuationScore.Unlisted"/>.</summary>
internal sealed class FirstTokenScorer(HttpEndpoint endpoint, RequestWriter writer, string path)
{
    public async Task<Completion> ScoreAsync(Prompt prompt, CancellationToken cancellationToken)
    {
        var reply = await endpoint.PostAsync(path, writer.FirstToken(prompt), cancellationToken).ConfigureAwait(false);
        var response = ResponseReader.Parse(reply, endpoint.Errors);
        if (response.Choices![0].Logprobs?.Content is not [{ TopLogprobs: { Count: > 0 } tops }, ..])
        {
            throw endpoint.Errors.Unusable("the server gave no log-probabilities of its first token");
        }

        var best = tops.MaxBy(top => top.Logprob)!;
        var scores = prompt.Continuations.Select(continuation => Score(continuation, tops, best)).ToList();
        return new Completion
        {
            Text = null,
            FinishReason = FinishReason.Scored,
            Choices = scores,
            Usage = ResponseReader.ReadUsage(response.Usage),
            Latency = reply.Elapsed,
            ServerModel = response.Model,
        };
    }

    // "A" and " A" are two tokens and one answer: their probabilities add up.
    private static ContinuationScore Score(string continuation, IReadOnlyList<WireTokenLogprob> tops, WireTokenLogprob best)
    {
        var letter = continuation.Trim();
        var sum = tops.Where(top => top.Token.Trim() == letter).Sum(top => Math.Exp(top.Logprob));
        return new ContinuationScore(sum > 0 ? Math.Min(Math.Log(sum), 0) : ContinuationScore.Unlisted, TokenCount: 1, IsGreedy: best.Token.Trim() == letter);
    }
}
