using Eval.Core.Prompts;
using Eval.Core.Results;

namespace Eval.Reporting.Published;

/// <summary>Published scores, found by what must match before two numbers may stand side by side.</summary>
public sealed class PublishedScores(IReadOnlyList<PublishedScore> scores)
{
    public static PublishedScores None { get; } = new([]);

    public IReadOnlyList<PublishedScore> All { get; } = scores;

    /// <summary>The published score of the same checkpoint under the same protocol, split and shots; null when there is none, or when the run measured only a part of the benchmark.</summary>
    public PublishedScore? Find(ModelManifest model, TaskManifest task, ResultSummary result, RunManifest run, ProtocolInfo? protocol)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(run);
        if (model.CatalogId is null || task.IsMini || run.Limit is not null || task.Subsets.Count > 0 || result.Incomplete)
        {
            return null;
        }

        return All.FirstOrDefault(score =>
            score.Model == model.CatalogId
            && score.Benchmark == task.Benchmark
            && score.Protocol == task.Protocol
            && (score.Split is null || score.Split == task.Split)
            && (score.Metric is null || score.Metric == result.Metric)
            && (score.Shots is null || protocol is null || score.Shots == protocol.Shots));
    }
}
