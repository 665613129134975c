namespace Eval.Core.Models;

/// <summary>The next request could cross the run's budget; nothing was sent.</summary>
public sealed class BudgetReachedException(string message) : Exception(message);
