namespace Eval.Benchmarks.Numbers;

/// <summary>A number found in text.</summary>
/// <param name="Start">Index of its first character, sign and currency sign included.</param>
/// <param name="End">Index behind its last character.</param>
/// <param name="Value">What it says.</param>
internal readonly record struct NumberToken(int Start, int End, Rational Value);
