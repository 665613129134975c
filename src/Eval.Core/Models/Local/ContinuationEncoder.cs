namespace Eval.Core.Models.Local;

/// <summary>Splits context and continuation into tokens as lm-evaluation-harness does: white space at the context's end goes to the continuation, both are encoded as one text, and what lies past the context's own tokens is the continuation.</summary>
public static class ContinuationEncoder
{
    /// <exception cref="ModelRequestException">A continuation has no token of its own.</exception>
    public static async Task<IReadOnlyList<EncodedContinuation>> EncodeAsync(
        string context, IReadOnlyList<string> continuations, TextEncoder encode, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(continuations);
        ArgumentNullException.ThrowIfNull(encode);
        var trimmed = context.TrimEnd();
        var space = context[trimmed.Length..];
        var head = await encode(trimmed, cancellationToken);
        var encoded = new List<EncodedContinuation>(continuations.Count);
        foreach (var continuation in continuations)
        {
            var whole = await encode(context + continuation, cancellationToken);
            var split = whole.Count > head.Count ? head.Count : CommonPrefix(head, whole);
            if (split >= whole.Count || split == 0)
            {
                throw new ModelRequestException($"Cannot score the continuation \"{space}{continuation}\": it adds no token to its context.");
            }

            var contextTokens = encoded.Count > 0 && StartsWith(whole, encoded[0].Context, split) ? encoded[0].Context : [.. whole.Take(split)];
            encoded.Add(new EncodedContinuation(contextTokens, [.. whole.Skip(split)]));
        }

        return encoded;
    }

    /// <summary>Number of tokens two sequences share at their start.</summary>
    public static int CommonPrefix(IReadOnlyList<int> one, IReadOnlyList<int> other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        var length = Math.Min(one.Count, other.Count);
        for (var i = 0; i < length; i++)
        {
            if (one[i] != other[i])
            {
                return i;
            }
        }

        return length;
    }

    private static bool StartsWith(IReadOnlyList<int> whole, IReadOnlyList<int> context, int split) =>
        context.Count == split && CommonPrefix(whole, context) == split;
}
