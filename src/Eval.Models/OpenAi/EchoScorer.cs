using Eval.Core.Models;
using Eval.Models.Http;

namespace Eval.Models.OpenAi;

/// <summary>Log-probabilities of continuations through legacy completions with <c>echo</c>: only after <see cref="LogprobProbe"/> has shown that the server really echoes.</summary>
internal sealed class EchoScorer(HttpEndpoint endpoint, RequestWriter writer, string path)
{
    /// <summary>Scores continuations of a raw prompt, all in one request.</summary>
    public async Task<Completion> ScoreAsync(string context, IReadOnlyList<string> continuations, CancellationToken cancellationToken)
    {
        var (response, elapsed) = await AskAsync([.. continuations.Select(continuation => context + continuation)], cancellationToken).ConfigureAwait(false);
        var scores = new List<ContinuationScore>(continuations.Count);
        for (var i = 0; i < continuations.Count; i++)
        {
            scores.Add(Read(response.Choices!.Single(choice => choice.Index == i), context, continuations[i]));
        }

        return new Completion
        {
            Text = null,
            FinishReason = FinishReason.Scored,
            Choices = scores,
            Usage = ResponseReader.ReadUsage(response.Usage),
            Latency = elapsed,
            ServerModel = response.Model,
        };
    }

    private async Task<(WireResponse Response, TimeSpan Elapsed)> AskAsync(IReadOnlyList<string> prompts, CancellationToken cancellationToken)
    {
        var reply = await endpoint.PostAsync(path, writer.Echo(prompts), cancellationToken).ConfigureAwait(false);
        var response = ResponseReader.Parse(reply, endpoint.Errors);
        return response.Choices!.Select(choice => choice.Index).Order().SequenceEqual(Enumerable.Range(0, prompts.Count))
            ? (response, reply.Elapsed)
            : throw endpoint.Errors.Unusable("the server did not answer each of the prompts of one request");
    }

    // The echoed text is the prompt, then the one token that was generated: the continuation's tokens are found from the front by their text.
    private ContinuationScore Read(WireChoice choice, string context, string continuation)
    {
        if (choice.Logprobs is not { Tokens: { Count: > 0 } tokens, TokenLogprobs: { } values } || values.Count != tokens.Count)
        {
            throw endpoint.Errors.Unusable("the server ignores echo: it returned no log-probabilities of the prompt");
        }

        var (position, sum, count, isGreedy) = (0, 0.0, 0, true);
        var target = context.Length + continuation.Length;
        for (var i = 0; i < tokens.Count && position < target; i++)
        {
            var end = position + tokens[i].Length;
            if (position >= context.Length)
            {
                var value = values[i] ?? throw endpoint.Errors.Unusable("the server left out a log-probability of the continuation");
                (sum, count) = (sum + value, count + 1);
                isGreedy &= choice.Logprobs.TopLogprobs is { } tops && tops.Count > i && tops[i] is { Count: > 0 } top && value >= top.Values.Max() - 1e-9;
            }
            else if (end > context.Length)
            {
                throw endpoint.Errors.Unusable("a token reaches across the border between prompt and continuation");
            }

            position = end;
        }

        var echoed = string.Concat(tokens);
        return echoed.StartsWith(context + continuation, StringComparison.Ordinal) && position == target
            ? new ContinuationScore(Math.Min(sum, 0), count, isGreedy)
            : throw endpoint.Errors.Unusable("the server ignores echo: what it returned does not begin with the prompt");
    }
}
