namespace Eval.Models.Onnx.Engine;

/// <summary>How much runs together.</summary>
/// <param name="Rows">Most sequences in a batch.</param>
/// <param name="KeptPrefixes">Beginnings kept for reuse; 0 turns reuse off.</param>
internal sealed record BatchLimits(int Rows, int KeptPrefixes)
{
    /// <summary>Memory that the caches of one batch may take.</summary>
    private const long CacheBudget = 2L * 1024 * 1024 * 1024;

    /// <summary>Rows of a given length that fit the budget, at least one.</summary>
    public int RowsFor(int length, long bytesPerToken) =>
        (int)Math.Clamp(bytesPerToken == 0 ? Rows : CacheBudget / Math.Max(1, bytesPerToken * length), 1, Rows);
}
