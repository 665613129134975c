namespace Eval.Benchmarks.Reading;

/// <summary>One record of a CSV file.</summary>
/// <param name="Line">Line of the file the record begins on, from 1.</param>
/// <param name="Cells">Every cell, unchanged.</param>
public readonly record struct CsvRow(int Line, string[] Cells);
