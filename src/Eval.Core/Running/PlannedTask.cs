using Eval.Core.Datasets;
using Eval.Core.Models;
using Eval.Core.Prompts;
using Eval.Core.Results;

namespace Eval.Core.Running;

/// <summary>One model × benchmark@protocol: what to ask, of whom, and how to score it.</summary>
public sealed record PlannedTask
{
    public required IModel Model { get; init; }

    public required IProtocol Protocol { get; init; }

    public required TaskManifest Manifest { get; init; }

    /// <summary>The samples to run, in position order, limits and subsets applied.</summary>
    public required IReadOnlyList<Sample> Samples { get; init; }

    public required int Repeats { get; init; }

    /// <summary>Whether scoring runs model-written code: such answers queue for the sandbox, others are scored where they arrive.</summary>
    public bool NeedsSandbox { get; init; }

    /// <summary>What the user set above the protocol's own (temperature, top-p, max tokens, seed).</summary>
    public GenerationOverrides Overrides { get; init; } = new();
}
