namespace Eval.Core.Models;

/// <summary>A language model that generates text. Implementations are thread-safe; those holding resources are also <see cref="IAsyncDisposable"/>.</summary>
public interface IModel
{
    ModelInfo Info { get; }

    /// <summary>Answers one request.</summary>
    /// <exception cref="ModelRequestException">This request failed for good; the sample becomes an error.</exception>
    /// <exception cref="ModelStoppedException">No request to this model can succeed; the model's remaining samples are not asked.</exception>
    /// <exception cref="BudgetReachedException">The run's budget does not allow the request.</exception>
    Task<Completion> GenerateAsync(ModelRequest request, CancellationToken cancellationToken);
}
