using Eval.Core.Models.Local;

namespace Eval.Models.Onnx.Engine;

/// <summary>Decides how much of a group's prompts is read once for all, and reads it.</summary>
internal sealed class SharedPrefix(DecoderSession session, PrefixCache cache)
{
    /// <summary>A kept beginning this much shorter than the possible one is taken as it is.</summary>
    private const int Slack = 24;

    /// <summary>A state of one row that has read the beginning of every prompt, at most all but one token of each.</summary>
    /// <param name="prompts">Prompts that will be run together.</param>
    /// <param name="cancellationToken">Stops between two pieces of a long prefix.</param>
    /// <returns>The state, whether the caller must dispose it, and the tokens computed here.</returns>
    public (DecoderState State, bool IsOwnedByCache, int Evaluated) Take(IReadOnlyList<IReadOnlyList<int>> prompts, CancellationToken cancellationToken)
    {
        if (!cache.IsOn)
        {
            return (session.Start(1), false, 0);
        }

        var first = prompts[0];
        var common = Math.Min(prompts.Min(prompt => ContinuationEncoder.CommonPrefix(first, prompt)), prompts.Min(prompt => prompt.Count) - 1);
        var kept = Math.Min(cache.Longest(first), common);
        var (state, isOwned) = cache.Take(first, kept);
        if (prompts.Count == 1 || common < PrefixCache.ShortestReuse || kept + Math.Max(Slack, common / 5) >= common)
        {
            return (state, isOwned, 0);
        }

        List<int> rest = [.. first.Take(common).Skip(state.Columns)];
        using var step = session.Step(state, [rest], 1, cancellationToken);
        if (!isOwned)
        {
            state.Dispose();
        }

        cache.Keep(step.TakeState());
        return (step.State, true, rest.Count);
    }
}
