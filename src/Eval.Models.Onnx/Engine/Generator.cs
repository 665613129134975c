using Microsoft.ML.OnnxRuntime;

namespace Eval.Models.Onnx.Engine;

/// <summary>Generates several answers in one batch; a finished row leaves the batch. Used by one thread.</summary>
internal sealed class Generator(DecoderSession session, PrefixCache cache, SharedPrefix prefix)
{
    public void Generate(IReadOnlyList<GenerationJob> jobs, CancellationToken cancellationToken)
    {
        var step = jobs.Count > 1 && session.Signature.CountsTokens ? ReadEach(jobs, cancellationToken) : Read(jobs, cancellationToken);
        try
        {
            List<GenerationJob> active = [.. jobs];
            while (true)
            {
                for (var row = 0; row < active.Count; row++)
                {
                    if (active[row].CancellationToken.IsCancellationRequested)
                    {
                        active[row].Abandon();
                    }
                    else if (!active[row].IsFinished)
                    {
                        active[row].Advance(step.Logits(row, 0));
                    }
                }

                List<int> rows = [.. Enumerable.Range(0, active.Count).Where(row => !active[row].IsFinished)];
                if (rows.Count == 0)
                {
                    return;
                }

                var narrowed = rows.Count < active.Count ? session.Gather(step.State, rows) : null;
                active = [.. rows.Select(row => active[row])];
                var next = session.Step(narrowed ?? step.State, [.. active.Select(job => (IReadOnlyList<int>)[job.Tokens[^1]])], 1, cancellationToken);
                narrowed?.Dispose();
                step.Dispose();
                step = next;
            }
        }
        finally
        {
            step.Dispose();
        }
    }

    private StepResult ReadEach(IReadOnlyList<GenerationJob> jobs, CancellationToken cancellationToken)
    {
        var logits = new List<OrtValue>(jobs.Count);
        DecoderState? joined = null;
        try
        {
            foreach (var job in jobs)
            {
                using var step = Read([job], cancellationToken);
                // The prefix cache may own the state just read and drop it at the next prompt, so it is copied.
                var rows = joined is null ? session.Gather(step.State, [0]) : session.Append(joined, step.State);
                joined?.Dispose();
                joined = rows;
                logits.Add(step.TakeLogits());
            }

            return new StepResult(logits, session.Signature.VocabularySize, joined!);
        }
        catch
        {
            joined?.Dispose();
            logits.ForEach(value => value.Dispose());
            throw;
        }
    }

    private StepResult Read(IReadOnlyList<GenerationJob> jobs, CancellationToken cancellationToken)
    {
        var (start, isOwnedByCache, evaluated) = prefix.Take([.. jobs.Select(job => job.Prompt)], cancellationToken);
        jobs[0].Evaluated += evaluated;
        var rows = jobs.Count == 1 ? start : session.Gather(start, new int[jobs.Count]);
        var length = start.Rows[0].Length;
        try
        {
            List<IReadOnlyList<int>> rest = [.. jobs.Select(job => job.Prompt.Skip(length).ToList())];
            var step = session.Step(rows, rest, 1, cancellationToken);
            for (var i = 0; i < jobs.Count; i++)
            {
                jobs[i].Evaluated += session.CountEvaluated(rows, i, rest[i].Count);
            }

            if (cache.IsOn && jobs.Count == 1 && length * 2 < jobs[0].Prompt.Count)
            {
                cache.Keep(step.TakeState());
            }

            return step;
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
}
