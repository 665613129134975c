using Eval.Core.Models;
using Eval.Core.Results;
using Eval.Core.Running;

namespace Eval.Hosting.Planning;

/// <summary>A model that exists and is ready to be asked.</summary>
/// <param name="Model">The model with its decorators.</param>
/// <param name="Manifest">What the run records of it.</param>
/// <param name="Overrides">Generation settings the user put on the model.</param>
public sealed record ResolvedModel(IModel Model, ModelManifest Manifest, GenerationOverrides Overrides)
{
    /// <summary>Protocols the model takes part in, as <c>mmlu@lm-eval</c>; null for all of the run. A recorded model holds answers to its own only.</summary>
    public IReadOnlySet<string>? OnlyProtocols { get; init; }

    public bool TakesPart(string protocol) => OnlyProtocols?.Contains(protocol) != false;
}
