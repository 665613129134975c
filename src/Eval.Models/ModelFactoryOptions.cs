using Eval.Core.Models;
using Eval.Models.Budgets;
using Eval.Models.Caching;
using Eval.Models.Catalog;
using Eval.Models.Decorators;

namespace Eval.Models;

/// <summary>What a run gives all its models.</summary>
public sealed record ModelFactoryOptions
{
    public ModelContext Context { get; init; } = new();

    public RetryOptions Retry { get; init; } = new();

    /// <summary>Prices and facts; an unlisted model has an unknown cost.</summary>
    public ModelCatalog Catalog { get; init; } = ModelCatalog.Empty;

    /// <summary>Answers of earlier runs; null asks anew. The factory does not own it.</summary>
    public ResponseCache? Cache { get; init; }

    /// <summary>The run's purse; null for no limits.</summary>
    public RunBudget? Budget { get; init; }
}
