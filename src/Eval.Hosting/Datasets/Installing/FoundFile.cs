namespace Eval.Hosting.Datasets.Installing;

/// <summary>A file that belongs to a data set.</summary>
/// <param name="Path">Where it lies now.</param>
/// <param name="Place">Where it belongs below the benchmark's folder, <c>/</c> between folders.</param>
internal sealed record FoundFile(string Path, string Place);
