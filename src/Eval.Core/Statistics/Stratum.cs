namespace Eval.Core.Statistics;

/// <summary>The judged questions of one subject, or of all subjects taken together: sums that a mean and its variance need.</summary>
/// <remarks>Variance of the mean is cluster-robust with the question as the cluster and the small-sample factor G/(G−1); with one answer
/// per question it is the sample variance (n−1) over n, the square of lm-evaluation-harness's stderr.</remarks>
public sealed class Stratum
{
    private double _sumOfSquares;
    private double _clusterSquares;
    private double _clusterProducts;
    private double _countSquares;

    /// <summary>Sum of the values of all answers.</summary>
    public double Sum { get; private set; }

    /// <summary>Answers.</summary>
    public int Count { get; private set; }

    /// <summary>Questions with at least one judged answer.</summary>
    public int Clusters { get; private set; }

    /// <summary>Mean over answers; NaN while there is none.</summary>
    public double Mean => Sum / Count;

    /// <summary>All answers of several strata as one.</summary>
    public static Stratum Combine(IEnumerable<Stratum> strata)
    {
        var all = new Stratum();
        foreach (var stratum in strata)
        {
            all.Sum += stratum.Sum;
            all.Count += stratum.Count;
            all.Clusters += stratum.Clusters;
            all._sumOfSquares += stratum._sumOfSquares;
            all._clusterSquares += stratum._clusterSquares;
            all._clusterProducts += stratum._clusterProducts;
            all._countSquares += stratum._countSquares;
        }

        return all;
    }

    public void Add(Cluster cluster)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cluster.Count, nameof(cluster));
        Sum += cluster.Sum;
        Count += cluster.Count;
        Clusters++;
        _sumOfSquares += cluster.SumOfSquares;
        _clusterSquares += cluster.Sum * cluster.Sum;
        _clusterProducts += cluster.Sum * cluster.Count;
        _countSquares += (double)cluster.Count * cluster.Count;
    }

    /// <summary>Variance of the mean with questions as clusters; null with fewer than two questions.</summary>
    public double? ClusteredVariance()
    {
        if (Clusters < 2)
        {
            return null;
        }

        // Σ (s_i − p·n_i)² = Σ s_i² − 2p Σ s_i·n_i + p² Σ n_i²
        var mean = Mean;
        var squares = Math.Max(0, _clusterSquares - 2 * mean * _clusterProducts + mean * mean * _countSquares);
        return (double)Clusters / (Clusters - 1) * squares / ((double)Count * Count);
    }

    /// <summary>Variance of the mean as if all answers were independent; null with fewer than two answers.</summary>
    public double? SimpleVariance() =>
        Count < 2 ? null : Math.Max(0, _sumOfSquares - Sum * Sum / Count) / (Count - 1) / Count;
}
