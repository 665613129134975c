using Eval.Core.Datasets;
using Eval.Core.Results;
using Eval.Core.Scoring;

namespace Eval.Core.Statistics;

/// <summary>One task's outcomes under one metric, sorted into subjects in the order of their first sample.</summary>
internal sealed class SubjectTallies
{
    private readonly Dictionary<string, SubjectTally> _byName = new(StringComparer.Ordinal);
    private readonly List<SubjectTally> _all = [];

    public IReadOnlyList<SubjectTally> All => _all;

    /// <summary>False for a benchmark without subjects.</summary>
    public bool HasSubjects => _all.Exists(subject => subject.Name.Length > 0);

    /// <param name="samples">The task's samples in order.</param>
    /// <param name="outcomes">How their answers ended.</param>
    /// <param name="metric">Place of the metric in <see cref="OutcomeTable.Metrics"/>.</param>
    /// <param name="passAtK">Null for the mean over answers; k for the estimator of pass@k over a sample's repeats.</param>
    public static SubjectTallies Collect(IReadOnlyList<Sample> samples, OutcomeTable outcomes, int metric, int? passAtK)
    {
        var tallies = new SubjectTallies();
        for (var sample = 0; sample < outcomes.Samples; sample++)
        {
            tallies.Add(tallies.Subject(samples[sample].Subset), outcomes, metric, sample, passAtK);
        }

        return tallies;
    }

    /// <summary>Fewest judged answers of any sample that has one; 0 when none has.</summary>
    public static int FewestJudged(OutcomeTable outcomes)
    {
        var fewest = int.MaxValue;
        for (var sample = 0; sample < outcomes.Samples; sample++)
        {
            var judged = 0;
            for (var repeat = 0; repeat < outcomes.Repeats; repeat++)
            {
                judged += outcomes.Value(0, sample, repeat) is null ? 0 : 1;
            }

            fewest = judged > 0 ? Math.Min(fewest, judged) : fewest;
        }

        return fewest == int.MaxValue ? 0 : fewest;
    }

    public IReadOnlyList<SubjectTally> Members(IEnumerable<string> names) =>
        [.. names.Select(name => _byName.GetValueOrDefault(name)).OfType<SubjectTally>()];

    public static Estimate? Estimate(IReadOnlyList<SubjectTally> subjects, Averaging averaging) =>
        Mean(subjects.Select(subject => subject.Judged), averaging);

    public static double? ValueIfErrorsWrong(IReadOnlyList<SubjectTally> subjects, Averaging averaging) =>
        Mean(subjects.Select(subject => subject.JudgedIfErrorsWrong), averaging)?.Value;

    public static StatusCounts Counts(IReadOnlyList<SubjectTally> subjects)
    {
        var counts = subjects.Select(subject => subject.Counts).ToList();
        return new StatusCounts(
            counts.Sum(count => count.Total),
            counts.Sum(count => count.Scored),
            counts.Sum(count => count.NoAnswer),
            counts.Sum(count => count.Truncated),
            counts.Sum(count => count.Error));
    }

    private static Estimate? Mean(IEnumerable<Stratum> subjects, Averaging averaging) =>
        averaging == Averaging.Macro ? MeanInterval.Macro(subjects) : MeanInterval.Micro(Stratum.Combine(subjects));

    private void Add(SubjectTally subject, OutcomeTable outcomes, int metric, int sample, int? passAtK)
    {
        var judged = default(Cluster);
        var errors = 0;
        for (var repeat = 0; repeat < outcomes.Repeats; repeat++)
        {
            var status = outcomes.Status(metric, sample, repeat);
            subject.Count(status);
            errors += status == SampleStatus.Error ? 1 : 0;
            if (outcomes.Value(metric, sample, repeat) is { } value)
            {
                judged = judged.With(value);
            }
        }

        AddTo(subject.Judged, judged, passAtK);
        AddTo(subject.JudgedIfErrorsWrong, judged with { Count = judged.Count + errors }, passAtK);
    }

    private static void AddTo(Stratum stratum, Cluster answers, int? passAtK)
    {
        if (answers.Count == 0)
        {
            return;
        }

        stratum.Add(passAtK is { } k ? Cluster.Of(PassChance(answers, k)) : answers);
    }

    // Fewer than k answers only where errors stand for wrong ones: then none passed.
    private static double PassChance(Cluster answers, int k) =>
        answers.Count < k ? 0 : PassAtK.Estimate(answers.Count, (int)Math.Round(answers.Sum), k);

    private SubjectTally Subject(string name)
    {
        if (!_byName.TryGetValue(name, out var subject))
        {
            subject = new SubjectTally(name);
            _byName.Add(name, subject);
            _all.Add(subject);
        }

        return subject;
    }
}
