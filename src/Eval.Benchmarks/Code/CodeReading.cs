namespace Eval.Benchmarks.Code;

/// <summary>The program that a completion stands for.</summary>
/// <param name="Program">Whole source to run; null when the completion holds no code.</param>
/// <param name="Rule">Name of the way it was put together.</param>
/// <param name="IsExplicit">Whether the code was complete by its own marks (a closed fence), so that a cut-off text still counts.</param>
internal readonly record struct CodeReading(string? Program, string Rule, bool IsExplicit = false);
