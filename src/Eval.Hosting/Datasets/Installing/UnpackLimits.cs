namespace Eval.Hosting.Datasets.Installing;

/// <summary>What an archive may hold before it counts as an attack or an accident.</summary>
/// <param name="Entries">Files and folders in it.</param>
/// <param name="UnpackedBytes">Bytes that come out of it, whatever its headers promise.</param>
public sealed record UnpackLimits(int Entries = 100_000, long UnpackedBytes = 1L << 30);
