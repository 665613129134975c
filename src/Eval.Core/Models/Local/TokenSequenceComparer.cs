namespace Eval.Core.Models.Local;

/// <summary>Token sequences are equal when their tokens are.</summary>
public sealed class TokenSequenceComparer : IEqualityComparer<IReadOnlyList<int>>
{
    public static TokenSequenceComparer Instance { get; } = new();

    public bool Equals(IReadOnlyList<int>? x, IReadOnlyList<int>? y) =>
        ReferenceEquals(x, y) || (x is not null && y is not null && x.Count == y.Count && ContinuationEncoder.CommonPrefix(x, y) == x.Count);

    public int GetHashCode(IReadOnlyList<int> obj)
    {
        ArgumentNullException.ThrowIfNull(obj);
        return obj.Count == 0 ? 0 : HashCode.Combine(obj.Count, obj[0], obj[obj.Count / 2], obj[^1]);
    }
}
