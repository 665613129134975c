namespace Eval.Core.Models;

/// <summary>Base of every decorator (retry, rate limit, cache, budget): passes every ability through to an inner model, owning it.</summary>
/// <remarks>Whether continuations can be scored is said by <see cref="ModelInfo.Abilities"/>, not by the type: a decorator always has the method.</remarks>
public abstract class DelegatingModel(IModel inner) : IModel, IContinuationScorer, ITrainable, IModelPreflight, IAnswerKeeper, IAsyncDisposable
{
    public virtual ModelInfo Info => Inner.Info;

    protected IModel Inner { get; } = inner ?? throw new ArgumentNullException(nameof(inner));

    public virtual Task<Completion> GenerateAsync(ModelRequest request, CancellationToken cancellationToken) =>
        Inner.GenerateAsync(request, cancellationToken);

    public virtual Task<Completion> ScoreAsync(ContinuationRequest request, CancellationToken cancellationToken) =>
        Inner is IContinuationScorer scorer
            ? scorer.ScoreAsync(request, cancellationToken)
            : throw new NotSupportedException($"{Inner.Info.Name} cannot score continuations.");

    public void Fit(Datasets.BenchmarkData data) => (Inner as ITrainable)?.Fit(data);

    public virtual Task CheckAsync(CancellationToken cancellationToken) =>
        Inner is IModelPreflight preflight ? preflight.CheckAsync(cancellationToken) : Task.CompletedTask;

    public virtual void AskingEnded() => (Inner as IAnswerKeeper)?.AskingEnded();

    public virtual async ValueTask DisposeAsync()
    {
        switch (Inner)
        {
            case IAsyncDisposable asynchronous:
                await asynchronous.DisposeAsync();
                break;
            case IDisposable synchronous:
                synchronous.Dispose();
                break;
        }

        GC.SuppressFinalize(this);
    }
}
