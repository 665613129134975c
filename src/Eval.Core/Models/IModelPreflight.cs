namespace Eval.Core.Models;

/// <summary>Optional ability: a model that reaches out once before a run is planned, so that an unreachable endpoint or a wrong key is found before the first sample.</summary>
public interface IModelPreflight
{
    /// <summary>Called once, after creation and before planning. After it <see cref="IModel.Info"/> is final (abilities, context length, fingerprint).</summary>
    /// <exception cref="ModelStoppedException">The model cannot serve; the message is the server's, the fix says what to do.</exception>
    Task CheckAsync(CancellationToken cancellationToken);
}
