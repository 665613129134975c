using System.Collections.Concurrent;

namespace Eval.Testing.FakeServer;

/// <summary>Decides which request fails how: a pure function of seed, body and how often that body came before, so that order and timing play no part.</summary>
internal sealed class FaultPlan(FakeServerOptions options)
{
    private readonly ConcurrentDictionary<ulong, int> _seen = new();

    public static IReadOnlyList<string> Known { get; } = ["429", "500", "drop", "slow", "malformed"];

    /// <summary>The fault of this request; null for none.</summary>
    public string? Next(ulong bodyHash)
    {
        if (options.Faults.Count == 0)
        {
            return null;
        }

        var time = _seen.AddOrUpdate(bodyHash, 0, (_, count) => count + 1);
        var draw = (FakeHash.Mix(bodyHash ^ FakeHash.Mix((ulong)options.Seed) ^ ((ulong)time << 32)) >> 11) * (1.0 / (1UL << 53));
        foreach (var fault in Known)
        {
            draw -= options.Faults.GetValueOrDefault(fault);
            if (draw < 0)
            {
                return fault;
            }
        }

        return null;
    }
}
