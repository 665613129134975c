using Eval.Core.Models;

namespace Eval.Tests.Models;

/// <summary>A model that does what a test says, and counts.</summary>
internal sealed class FakeModel(Func<int, Completion> answer, string fingerprint = "fake") : IModel, IContinuationScorer
{
    private int _calls;

    public int Calls => _calls;

    public ModelInfo Info { get; } = new()
    {
        Name = "fake",
        Provider = "fake",
        ModelId = "fake",
        Abilities = ModelAbilities.Chat | ModelAbilities.Continuations,
        Fingerprint = fingerprint,
    };

    public static Completion Says(string? text) => new() { Text = text, FinishReason = FinishReason.Stop, Usage = new Usage { Input = 100, Output = 10 } };

    public Task<Completion> GenerateAsync(ModelRequest request, CancellationToken cancellationToken) => Next(cancellationToken);

    public Task<Completion> ScoreAsync(ContinuationRequest request, CancellationToken cancellationToken) => Next(cancellationToken);

    private Task<Completion> Next(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(answer(Interlocked.Increment(ref _calls)));
    }
}
