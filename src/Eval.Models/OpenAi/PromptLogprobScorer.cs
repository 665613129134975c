using System.Globalization;
using System.Text.Json;
using Eval.Core.Models;
using Eval.Core.Models.Local;
using Eval.Core.Prompts;
using Eval.Models.Http;

namespace Eval.Models.OpenAi;

/// <summary>
/// Log-probabilities of continuations by token id, as vLLM gives them: <c>/tokenize</c> for the ids, <c>prompt_logprobs</c> of legacy completions for the values
/// (https://docs.vllm.ai/en/latest/serving/openai_compatible_server.html). Text is never compared, so tokens that are half a character do no harm.
/// </summary>
internal sealed class PromptLogprobScorer(HttpEndpoint endpoint, RequestWriter writer, string completionsPath, string tokenizePath)
{
    private int? _contextLength;

    /// <summary>Tokens that prompt and answer may have together; null until the server has said so.</summary>
    public int? ContextLength => _contextLength;

    public Task<Completion> ScoreAsync(string context, IReadOnlyList<string> continuations, CancellationToken cancellationToken) =>
        ScoreAsync(new PromptParts("", [], context), continuations, Truncation.None, cancellationToken);

    /// <summary>Scores continuations of a raw prompt, all in one request.</summary>
    public async Task<Completion> ScoreAsync(PromptParts parts, IReadOnlyList<string> continuations, Truncation truncation, CancellationToken cancellationToken)
    {
        var known = new Dictionary<string, Task<IReadOnlyList<int>>>(StringComparer.Ordinal);
        Task<IReadOnlyList<int>> AskOnceAsync(string text, CancellationToken token) =>
            known.TryGetValue(text, out var tokens) ? tokens : known[text] = TokenizeAsync(text, token);
        ValueTask<IReadOnlyList<int>> EncodeAsync(string text, CancellationToken token) => new(AskOnceAsync(text, token));

        await AskOnceAsync(parts.Join(), cancellationToken).ConfigureAwait(false);

        // The whole pair is sent, and the server wants room for the one token it generates.
        var room = (_contextLength ?? int.MaxValue) - 2;
        var fitted = await PromptFitter.FitAsync(parts.Join, parts.Shots.Count, truncation, room, EncodeAsync, cancellationToken).ConfigureAwait(false);
        await Task.WhenAll(continuations.Select(continuation => AskOnceAsync(fitted.Text + continuation, cancellationToken))).ConfigureAwait(false);
        var pairs = await ContinuationEncoder.EncodeAsync(fitted.Text, continuations, EncodeAsync, cancellationToken).ConfigureAwait(false);
        List<EncodedContinuation> cut = [.. pairs.Select(pair => ContinuationCutter.Cut(pair, truncation, room))];
        return await AskAsync(cut, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Completion> AskAsync(List<EncodedContinuation> pairs, CancellationToken cancellationToken)
    {
        var reply = await endpoint.PostAsync(completionsPath, writer.PromptLogprobs([.. pairs.Select(pair => (int[])[.. pair.Context, .. pair.Continuation])]), cancellationToken).ConfigureAwait(false);
        var response = ResponseReader.Parse(reply, endpoint.Errors);
        if (!response.Choices!.Select(choice => choice.Index).Order().SequenceEqual(Enumerable.Range(0, pairs.Count)))
        {
            throw endpoint.Errors.Unusable("the server did not answer each of the prompts of one request");
        }

        return new Completion
        {
            Text = null,
            FinishReason = FinishReason.Scored,
            Choices = [.. pairs.Select((pair, index) => Read(response.Choices!.Single(choice => choice.Index == index), pair))],
            Usage = ResponseReader.ReadUsage(response.Usage),
            Latency = reply.Elapsed,
            ServerModel = response.Model,
        };
    }

    private ContinuationScore Read(WireChoice choice, EncodedContinuation pair)
    {
        if (choice.PromptLogprobs is not { } places || places.Count != pair.Context.Count + pair.Continuation.Count)
        {
            throw endpoint.Errors.Unusable("the server ignores prompt_logprobs: it returned no log-probabilities of the prompt");
        }

        var (sum, isGreedy) = (0.0, true);
        for (var i = 0; i < pair.Continuation.Count; i++)
        {
            var id = pair.Continuation[i].ToString(CultureInfo.InvariantCulture);
            if (places[pair.Context.Count + i] is not { } place || !place.TryGetValue(id, out var token))
            {
                throw endpoint.Errors.Unusable($"the server left out the log-probability of token {id} of the continuation");
            }

            sum += token.Logprob;
            isGreedy &= token.Logprob >= place.Values.Max(other => other.Logprob);
        }

        return new ContinuationScore(Math.Min(sum, 0), pair.Continuation.Count, isGreedy);
    }

    private async Task<IReadOnlyList<int>> TokenizeAsync(string text, CancellationToken cancellationToken)
    {
        var reply = await endpoint.PostAsync(tokenizePath, writer.Tokenize(text), cancellationToken).ConfigureAwait(false);
        WireTokens? answer;
        try
        {
            answer = JsonSerializer.Deserialize(reply.Body.Span, WireJsonContext.Default.WireTokens);
        }
        catch (JsonException exception)
        {
            throw endpoint.Errors.FromException(exception);
        }

        _contextLength ??= answer?.MaxModelLen;
        return answer?.Tokens ?? throw endpoint.Errors.Unusable("the server's /tokenize returned no tokens");
    }
}
