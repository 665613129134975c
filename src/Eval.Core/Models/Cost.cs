namespace Eval.Core.Models;

/// <summary>An amount of money.</summary>
/// <param name="Amount">In units of the currency.</param>
/// <param name="Currency">ISO 4217, e.g. <c>USD</c>, <c>CNY</c>.</param>
public readonly record struct Cost(decimal Amount, string Currency);
