using System.Runtime.InteropServices;

namespace Eval.Core.Statistics;

/// <summary>A mean score with its 95 % interval.</summary>
/// <param name="Value">0 to 1.</param>
/// <param name="Lower">Lower end of the interval.</param>
/// <param name="Upper">Upper end of the interval.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Estimate(double Value, double Lower, double Upper);
