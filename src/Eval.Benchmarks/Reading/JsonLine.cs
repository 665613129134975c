using System.Text.Json;

namespace Eval.Benchmarks.Reading;

/// <summary>One object of a JSON Lines file.</summary>
/// <param name="Number">Line number in the file, from 1.</param>
/// <param name="Value">The line's object.</param>
public sealed record JsonLine(int Number, JsonElement Value);
