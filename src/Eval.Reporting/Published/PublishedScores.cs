using Eval.Core.Prompts;
using Eval.Core.Results;

namespace Eval.Reporting.Published;

/// <summary>Published scores, found by what must match before two numbers may stand side by side.</summary>
public sealed class PublishedScores(IReadOnlyList<PublishedScore> scores)
{
    public static PublishedScores None { get; } = new([]);

    public IReadOnlyList<PublishedScore> All { get; } = scores;

    /// <summary>
    /// The published score of the same model under the same protocol, split and shots. Null when there is none, and when the numbers measure
    /// different things: the mini items, a limit or a choice of subjects, an incomplete result, a quantised model.
    /// </summary>
    /// <remarks>Of several checkpoints under one name the newest is meant, unless the run names another (<c>checkpoint</c> among the model's details): it is what hubs serve.</remarks>
    public PublishedScore? Find(ModelManifest model, TaskManifest task, ResultSummary result, RunManifest run, ProtocolInfo? protocol)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(run);
        if (model.CatalogId is null || task.IsMini || run.Limit is not null || task.Subsets.Count > 0 || result.Incomplete || IsQuantised(model))
        {
            return null;
        }

        var matching = All.Where(score =>
            string.Equals(score.Model, model.CatalogId, StringComparison.OrdinalIgnoreCase)
            && score.Benchmark == task.Benchmark
            && score.Protocol == $"{task.Benchmark}@{task.Protocol}"
            && score.Split == task.Split
            && (protocol is null || score.Shots is null || score.Shots == protocol.Shots));
        return model.Details.TryGetValue("checkpoint", out var checkpoint)
            ? matching.FirstOrDefault(score => score.Checkpoint == checkpoint)
            : matching.OrderByDescending(score => score.Checkpoint, StringComparer.Ordinal).FirstOrDefault();
    }

    private static bool IsQuantised(ModelManifest model) =>
        (model.Details.TryGetValue("quantisation", out var kind) || model.Details.TryGetValue("quantization", out kind))
        && kind.ToUpperInvariant() is not ("F32" or "FP32" or "F16" or "FP16" or "BF16" or "NONE");
}
