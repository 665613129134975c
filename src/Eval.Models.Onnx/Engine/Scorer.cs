using Eval.Core.Models;
using Eval.Core.Models.Local;

namespace Eval.Models.Onnx.Engine;

/// <summary>Scores continuations: one pass over each context behind the shared beginning, one more for continuations of several tokens. Used by one thread.</summary>
internal sealed class Scorer(DecoderSession session, PrefixCache cache, SharedPrefix prefix)
{
    public void Score(IReadOnlyList<ScoringJob> jobs, CancellationToken cancellationToken)
    {
        var (start, isOwnedByCache, evaluated) = prefix.Take([.. jobs.Select(job => job.Context)], cancellationToken);
        jobs[0].Evaluated += evaluated;
        var rows = jobs.Count == 1 ? start : session.Gather(start, new int[jobs.Count]);
        var length = start.Rows[0].Length;
        try
        {
            List<IReadOnlyList<int>> rest = [.. jobs.Select(job => job.Context.Skip(length).ToList())];
            using var step = session.Step(rows, rest, 1, cancellationToken);
            for (var i = 0; i < jobs.Count; i++)
            {
                jobs[i].Evaluated += session.CountEvaluated(rows, i, rest[i].Count);
                ScoreRow(jobs[i], step, i, cancellationToken);
            }

            if (cache.IsOn && jobs.Count == 1 && length * 2 < jobs[0].Context.Count)
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

            if (!isOwnedByCache)
            {
                start.Dispose();
            }
        }
    }

    private void ScoreRow(ScoringJob job, StepResult step, int row, CancellationToken cancellationToken)
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

        if (session.Signature is { SupportsPadding: true, HasSharedScales: false } or { HasCache: false })
        {
            ScoreRest(job, step, row, several, cancellationToken);
        }
        else
        {
            several.ForEach(index => ScoreRest(job, step, row, [index], cancellationToken));
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

    private void ScoreRest(ScoringJob job, StepResult step, int row, List<int> several, CancellationToken cancellationToken)
    {
        if (several.Count == 0)
        {
            return;
        }

        using var rows = session.Gather(step.State, [.. several.Select(_ => row)]);
        List<IReadOnlyList<int>> fed = [.. several.Select(index => job.Continuations[index].SkipLast(1).ToList())];
        using var rest = session.Step(rows, fed, fed.Max(tokens => tokens.Count), cancellationToken);
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
            job.Evaluated += session.CountEvaluated(rows, i, fed[i].Count);
        }
    }
}
