using Eval.Core.Models;

namespace Eval.Core.Results.Import;

/// <summary>Stands for a model whose answers are in files, so that a run scores them as it scores any model's: nothing is called.</summary>
/// <param name="name">Name in records and reports.</param>
/// <param name="files">The files; their digest is the model's fingerprint.</param>
/// <param name="answers">Answers by <c>benchmark@protocol</c>.</param>
public sealed class RecordedModel(string name, CompletionFiles files, IReadOnlyDictionary<string, BoundCompletions> answers) : IModel, IContinuationScorer
{
    public ModelInfo Info { get; } = new()
    {
        Name = name,
        Provider = "recorded",
        ModelId = name,
        Abilities = files.Abilities,
        Fingerprint = files.Fingerprint,
        IsCacheable = false,
        MaxConcurrency = Environment.ProcessorCount,
        OwnRepeats = answers.Count == 0 ? null : answers.Values.Max(bound => bound.Repeats),
    };

    public Task<Completion> GenerateAsync(ModelRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var completion = Find(request.Metadata);
        return completion.Text is null
            ? Task.FromException<Completion>(new ModelRequestException($"The answer recorded for {request.Metadata.SampleId} is log-probabilities, not text."))
            : Task.FromResult(completion with { Choices = [] });
    }

    public Task<Completion> ScoreAsync(ContinuationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Task.FromResult(Find(request.Metadata));
    }

    private Completion Find(RequestMetadata metadata) =>
        answers.TryGetValue($"{metadata.Benchmark}@{metadata.Protocol}", out var bound)
            ? bound.Read(metadata.SampleId, metadata.Repeat)
            : throw new ModelRequestException($"No answers were given for {metadata.Benchmark}@{metadata.Protocol}.");
}
