using Eval.Core.Models;
using Eval.Core.Models.Local;

namespace Eval.Models.Onnx.Engine;

/// <summary>Scores continuations: one pass over each context behind the shared beginning, one more for continuations of several tokens. Used by one thread.</summary>
/// <param name="session">Runs what is done once, with every core.</param>
/// <param name="side">Runs parts of a batch side by side, one core each; null where a batch is run as one.</param>
/// <param name="cache">Kept beginnings.</param>
/// <param name="prefix">What a batch's contexts share.</param>
internal sealed class Scorer(DecoderSession session, ParallelSession? side, PrefixCache cache, SharedPrefix prefix)
{
    public void Score(IReadOnlyList<ScoringJob> jobs, CancellationToken cancellationToken)
    {
        var (start, isOwnedByCache, evaluated) = prefix.Take([.. jobs.Select(job => job.Context)], cancellationToken);
        jobs[0].Evaluated += evaluated;
        try
        {
            var parts = Parts(jobs);
            if (side is null || parts.Count == 1)
            {
                // What is kept drops what was kept before, so nothing is while another part still reads from the start.
                parts.ForEach(part => ScorePart(session, part, start, keeps: jobs.Count == 1, cancellationToken));
            }
            else
            {
                side.Run(parts, (decoder, part) => ScorePart(decoder, part, start, keeps: false, cancellationToken));
            }
        }
        finally
        {
            if (!isOwnedByCache)
            {
                start.Dispose();
            }
        }
    }

    // A graph that counts tokens reads a question behind a past only in a row of its own.
    private List<ScoringJob[]> Parts(IReadOnlyList<ScoringJob> jobs)
    {
        var count = session.Signature.CountsTokens ? jobs.Count : Math.Min(jobs.Count, side?.Cores ?? 1);
        return [.. jobs.Chunk((jobs.Count + count - 1) / count)];
    }

    private void ScorePart(DecoderSession decoder, ScoringJob[] jobs, DecoderState start, bool keeps, CancellationToken cancellationToken)
    {
        var rows = jobs.Length == 1 ? start : decoder.Gather(start, new int[jobs.Length]);
        var length = start.Rows[0].Length;
        try
        {
            List<IReadOnlyList<int>> rest = [.. jobs.Select(job => job.Context.Skip(length).ToList())];
            using var step = decoder.Step(rows, rest, 1, cancellationToken);
            for (var i = 0; i < jobs.Length; i++)
            {
                jobs[i].Evaluated += decoder.CountEvaluated(rows, i, rest[i].Count);
                ScoreRow(decoder, jobs[i], step, i, cancellationToken);
            }

            if (keeps && cache.IsOn && length * 2 < jobs[0].Context.Count)
            {
                cache.Keep(step.TakeState());
            }
        }
        finally
        {
            if (!ReferenceEquals(rows, start))
            {
                rows.Dispose();
            }
        }
    }

    private static void ScoreRow(DecoderSession decoder, ScoringJob job, StepResult step, int row, CancellationToken cancellationToken)
    {
        var logits = step.Logits(row, 0);
        var total = LogProbability.LogSumExp(logits);
        var best = LogProbability.ArgMax(logits);
        var several = new List<int>();
        for (var i = 0; i < job.Continuations.Count; i++)
        {
            var tokens = job.Continuations[i];
            job.Scores[i] = new ContinuationScore(logits[tokens[0]] - total, tokens.Count, tokens[0] == best);
            if (tokens.Count > 1)
            {
                several.Add(i);
            }
        }

        if (decoder.Signature is { SupportsPadding: true, HasSharedScales: false } or { HasCache: false })
        {
            ScoreRest(decoder, job, step, row, several, cancellationToken);
        }
        else
        {
            several.ForEach(index => ScoreRest(decoder, job, step, row, [index], cancellationToken));
        }

        try
        {
            for (var i = 0; i < job.Scores.Length; i++)
            {
                job.Scores[i] = job.Scores[i] with { LogProbability = LogProbability.Checked(job.Scores[i].LogProbability) };
            }
        }
        catch (ModelRequestException exception)
        {
            job.Failure = exception;
        }
    }

    private static void ScoreRest(DecoderSession decoder, ScoringJob job, StepResult step, int row, List<int> several, CancellationToken cancellationToken)
    {
        if (several.Count == 0)
        {
            return;
        }

        using var rows = decoder.Gather(step.State, [.. several.Select(_ => row)]);
        List<IReadOnlyList<int>> fed = [.. several.Select(index => job.Continuations[index].SkipLast(1).ToList())];
        using var rest = decoder.Step(rows, fed, fed.Max(tokens => tokens.Count), cancellationToken);
        for (var i = 0; i < several.Count; i++)
        {
            var tokens = job.Continuations[several[i]];
            var score = job.Scores[several[i]];
            for (var position = 1; position < tokens.Count; position++)
            {
                var logits = rest.Logits(i, tokens.Count - 1 - position);
                score = score with
                {
                    LogProbability = score.LogProbability + logits[tokens[position]] - LogProbability.LogSumExp(logits),
                    IsGreedy = score.IsGreedy && LogProbability.ArgMax(logits) == tokens[position],
                };
            }

            job.Scores[several[i]] = score;
            job.Evaluated += decoder.CountEvaluated(rows, i, fed[i].Count);
        }
    }
}
