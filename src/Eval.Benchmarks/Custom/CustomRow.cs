namespace Eval.Benchmarks.Custom;

/// <summary>One row of a custom benchmark's data file.</summary>
/// <param name="Line">Line it begins on, from 1.</param>
/// <param name="Cells">Its cells by column name; a list is a cell of several texts.</param>
internal sealed record CustomRow(int Line, IReadOnlyDictionary<string, IReadOnlyList<string>> Cells);
