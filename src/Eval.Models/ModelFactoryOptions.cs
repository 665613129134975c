using Eval.Core.Models;
using Eval.Models.Decorators;

namespace Eval.Models;

/// <summary>What a run gives all its models.</summary>
public sealed record ModelFactoryOptions
{
    public ModelContext Context { get; init; } = new();

    public RetryOptions Retry { get; init; } = new();
}
