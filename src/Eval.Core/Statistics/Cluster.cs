using System.Runtime.InteropServices;

namespace Eval.Core.Statistics;

/// <summary>The judged answers to one question: its repeats are not independent of one another.</summary>
/// <param name="Sum">Sum of the answers' values, each 0 to 1.</param>
/// <param name="SumOfSquares">Sum of the values' squares.</param>
/// <param name="Count">Number of judged answers.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Cluster(double Sum, double SumOfSquares, int Count)
{
    /// <summary>One value from one question.</summary>
    public static Cluster Of(double value) => new(value, value * value, 1);

    /// <summary>One more answer to the same question.</summary>
    public Cluster With(double value) => new(Sum + value, SumOfSquares + value * value, Count + 1);
}
