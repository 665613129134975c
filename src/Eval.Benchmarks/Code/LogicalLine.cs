namespace Eval.Benchmarks.Code;

/// <summary>One logical line of Python: brackets, backslashes and triple-quoted strings join physical lines.</summary>
/// <param name="First">Index of its first physical line.</param>
/// <param name="Last">Index of its last physical line.</param>
/// <param name="Indentation">Columns before its first character; tabs count as four.</param>
/// <param name="OpensBlock">Whether its code ends in a colon.</param>
/// <param name="StringLines">Physical lines that begin inside a string, whose leading spaces are text.</param>
internal sealed record LogicalLine(int First, int Last, int Indentation, bool OpensBlock, IReadOnlySet<int> StringLines);
