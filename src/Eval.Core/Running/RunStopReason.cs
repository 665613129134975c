using Eval.Core.Results;

namespace Eval.Core.Running;

/// <summary>Why a run, a model or a benchmark ended before its samples were done. All of it can be resumed.</summary>
public sealed record RunStopReason
{
    /// <summary><see cref="RunStatus.ModelStopped"/>, <see cref="RunStatus.BudgetReached"/> or <see cref="RunStatus.SandboxStopped"/>.</summary>
    public required RunStatus Kind { get; init; }

    /// <summary>The model that stopped; null where it concerns all.</summary>
    public string? Model { get; init; }

    /// <summary>The benchmark that stopped; null where it concerns all.</summary>
    public string? Benchmark { get; init; }

    public required string Message { get; init; }

    /// <summary>What the reader can do about it.</summary>
    public required string Fix { get; init; }
}
