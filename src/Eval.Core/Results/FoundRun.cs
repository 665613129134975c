namespace Eval.Core.Results;

/// <summary>A run folder found on disk.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Manifest">What it says of itself; null when that cannot be read.</param>
/// <param name="Problem">Why it cannot be read, else null.</param>
public sealed record FoundRun(RunFolder Folder, RunManifest? Manifest, string? Problem);
