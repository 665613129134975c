using System.Globalization;
using Eval.Core.Models;
using Eval.Core.Models.Local;

namespace Eval.Models.LlamaServer;

/// <summary>Log-probabilities of continuations, by token id. The text API has no prompt log-probabilities: with <c>echo</c> every choice would score alike.</summary>
/// <param name="client">The server.</param>
/// <param name="vocabularySize">Tokens the model knows.</param>
/// <param name="plainToken">A token that is whole text. The server reports nothing for a place where the chosen token is part of a character, so this one is chosen there.</param>
/// <param name="reuses">Whether a slot may keep what it has read.</param>
internal sealed class LlamaScorer(LlamaClient client, int vocabularySize, int plainToken, bool reuses)
{
    /// <summary>Candidates asked for at once; a token outside them is asked for alone.</summary>
    private const int Candidates = 100;

    private readonly LlamaClient _client = client;
    private readonly int _vocabularySize = vocabularySize;
    private readonly int _plainToken = plainToken;
    private readonly bool _reuses = reuses;

    /// <summary>Scores of the pairs in order, the tokens asked for and the prompt tokens the server computed.</summary>
    public async Task<(ContinuationScore[] Scores, int Asked, int Evaluated)> ScoreAsync(IReadOnlyList<EncodedContinuation> pairs, int slot, CancellationToken cancellationToken)
    {
        var scores = new ContinuationScore[pairs.Count];
        var session = new Session(this, slot, cancellationToken);
        var asked = 0;
        foreach (var group in pairs.Select((pair, index) => (Pair: pair, Index: index)).GroupBy(item => item.Pair.Context, TokenSequenceComparer.Instance))
        {
            asked += group.Key.Count;
            var first = await session.AskAsync(group.Key, Candidates, forced: null) ?? await session.AskAsync(group.Key, Candidates, _plainToken);
            foreach (var (pair, index) in group)
            {
                var tokens = pair.Continuation;
                var sum = 0.0;
                var isGreedy = true;
                for (var position = 0; position < tokens.Count; position++)
                {
                    var (logProbability, likeliest) = await session.ScoreAsync([.. group.Key, .. tokens.Take(position)], tokens[position], position == 0 ? first : null);
                    sum += logProbability;
                    isGreedy &= likeliest == tokens[position];
                }

                asked += tokens.Count - 1;
                scores[index] = new ContinuationScore(LogProbability.Checked(sum), tokens.Count, isGreedy);
            }
        }

        return (scores, asked, session.Evaluated);
    }

    /// <summary>Calls for one request on one slot.</summary>
    private sealed class Session(LlamaScorer scorer, int slot, CancellationToken cancellationToken)
    {
        public int Evaluated { get; private set; }

        /// <summary>Log-probability of a token behind a prompt, and the likeliest token there.</summary>
        public async Task<(double LogProbability, int Likeliest)> ScoreAsync(IReadOnlyList<int> prompt, int token, LlamaToken? known)
        {
            if (known is not null && Find(known, token) is { } found)
            {
                return (found, known.TopLogprobs[0].Id);
            }

            var place = await AskAsync(prompt, 1, token) ?? await AskAsync(prompt, scorer._vocabularySize, scorer._plainToken);
            return place is not null && Find(place, token) is { } logProbability
                ? (logProbability, place.TopLogprobs[0].Id)
                : throw new ModelRequestException($"llama-server gave no log-probability for token {token.ToString(CultureInfo.InvariantCulture)}; it is too old, or built without them.");
        }

        /// <summary>What the server says of the place behind a prompt; null where it says nothing.</summary>
        public async Task<LlamaToken?> AskAsync(IReadOnlyList<int> prompt, int candidates, int? forced)
        {
            var request = new LlamaRequest { Prompt = prompt, Slot = slot, Reuses = scorer._reuses, MaxTokens = 1, Temperature = 0, Probabilities = candidates, Forced = forced };
            var completion = await scorer._client.CompleteAsync(request, cancellationToken);
            Evaluated += completion.Timings?.PromptN ?? prompt.Count;
            return completion.CompletionProbabilities is [{ TopLogprobs.Count: > 0 } place, ..] ? place : null;
        }

        private static double? Find(LlamaToken place, int id) =>
            place.Id == id && place.Logprob is { } own ? own : place.TopLogprobs.FirstOrDefault(candidate => candidate.Id == id)?.Logprob;
    }
}
