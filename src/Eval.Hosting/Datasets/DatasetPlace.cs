namespace Eval.Hosting.Datasets;

/// <summary>Where a benchmark's data lie.</summary>
/// <param name="Folder">The datasets folder that holds the benchmark's folder.</param>
/// <param name="IsMini">True for the built-in items, which no published score may be compared with.</param>
public sealed record DatasetPlace(string Folder, bool IsMini);
