using Eval.Models.Onnx.Graph;

namespace Eval.Models.Onnx.Engine;

/// <summary>How much runs together.</summary>
/// <param name="Rows">Most sequences in a batch.</param>
/// <param name="KeptPrefixes">Beginnings kept for reuse; 0 turns reuse off.</param>
internal sealed record BatchLimits(int Rows, int KeptPrefixes)
{
    public const int UsualRows = 8;

    private const int UsualPrefixes = 4;

    /// <summary>Memory that the caches of one batch may take.</summary>
    private const long CacheBudget = 2L * 1024 * 1024 * 1024;

    /// <summary>What the user set, else what keeps a score the same whatever is asked beside it and before it.</summary>
    public static BatchLimits For(OnnxOptions options, GraphSignature signature) => signature.HasSharedScales
        ? new BatchLimits(options.Batch ?? 1, options.KeptPrefixes ?? 0)
        : new BatchLimits(options.Batch ?? UsualRows, options.KeptPrefixes ?? UsualPrefixes);

    /// <summary>Rows of a given length that fit the budget, at least one.</summary>
    public int RowsFor(int length, long bytesPerToken) =>
        (int)Math.Clamp(bytesPerToken == 0 ? Rows : CacheBudget / Math.Max(1, bytesPerToken * length), 1, Rows);
}
