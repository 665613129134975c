namespace Eval.Core.Statistics;

/// <summary>95 % intervals of mean scores: Wilson's interval with an effective sample size.</summary>
/// <remarks>
/// The effective size is p(1−p)/V, V being the variance of the mean under the design: questions are the clusters (repeats of a question count
/// together), subjects the strata of a macro average, V = Σ V_s/S². V is never taken below that of independent answers, so one answer per
/// question without strata is exactly Wilson's interval with n. Where V is 0 (all right, all wrong) the number of questions, or for a macro
/// average S²/Σ(1/n_s), stands for the size. See Korn and Graubard 1998 for the effective size, Miller 2024
/// (https://arxiv.org/abs/2411.00640) for clustered errors in model evaluation.
/// </remarks>
public static class MeanInterval
{
    /// <summary>Mean over all answers; null when there is none.</summary>
    public static Estimate? Micro(Stratum answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        if (answers.Count == 0)
        {
            return null;
        }

        var variance = Math.Max(answers.ClusteredVariance() ?? 0, answers.SimpleVariance() ?? 0);
        return Wilson(answers.Mean, variance, answers.Count, answers.Clusters);
    }

    /// <summary>Unweighted mean of the subjects' means; subjects without a judged answer are left out; null when all are.</summary>
    public static Estimate? Macro(IEnumerable<Stratum> subjects)
    {
        var judged = subjects.Where(subject => subject.Count > 0).ToList();
        if (judged.Count == 0)
        {
            return null;
        }

        var count = (double)judged.Count;
        var value = Math.Clamp(judged.Sum(subject => subject.Mean) / count, 0, 1);

        // A subject with a single question has no variance of its own: it gets that of a question of the average difficulty.
        var variance = judged.Sum(subject => subject.ClusteredVariance() ?? value * (1 - value)) / (count * count);
        var answers = judged.Sum(subject => subject.Count);
        var questions = count * count / judged.Sum(subject => 1.0 / subject.Clusters);
        var independent = answers > 1 ? value * (1 - value) / (answers - 1) : 0;
        return Wilson(value, Math.Max(variance, independent), answers, questions);
    }

    private static Estimate Wilson(double value, double variance, int answers, double questions)
    {
        var spread = value * (1 - value);

        // V carries the factor n/(n−1) of a sample variance; Wilson's formula wants the plain p(1−p)/n.
        var plain = answers > 1 ? variance * (answers - 1) / answers : variance;
        var size = plain > 0 && spread > 0 ? spread / plain : questions;
        return WilsonInterval.Compute(value, size);
    }
}
