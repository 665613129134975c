namespace Eval.Models.Caching;

/// <summary>What the response cache holds.</summary>
/// <param name="Path">Its file.</param>
/// <param name="Entries">Answers.</param>
/// <param name="Bytes">Size on disk, the write-ahead log included.</param>
/// <param name="Models">Answers by model name.</param>
public sealed record CacheStats(string Path, long Entries, long Bytes, IReadOnlyDictionary<string, long> Models);
