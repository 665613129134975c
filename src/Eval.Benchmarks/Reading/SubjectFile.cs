namespace Eval.Benchmarks.Reading;

/// <summary>One file of a split: <c>&lt;subject&gt;_&lt;split&gt;.csv</c>.</summary>
public sealed record SubjectFile(string Path, string Subject, string Split);
