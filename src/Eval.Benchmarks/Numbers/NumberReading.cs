namespace Eval.Benchmarks.Numbers;

/// <summary>The number that a text gives as its answer.</summary>
/// <param name="Value">The number.</param>
/// <param name="Rule">Name of the rule that found it.</param>
/// <param name="IsExplicit">Whether the text said that this is the answer; false for a mere last number.</param>
internal readonly record struct NumberReading(Rational Value, string Rule, bool IsExplicit);
