using System.Security.Cryptography;
using System.Text;
using Eval.Benchmarks;
using Eval.Core.Datasets;
using Eval.Core.Prompts;
using Eval.Testing;

namespace Eval.Tests.Benchmarks;

/// <summary>Benchmarks on the real data beside the checkout, loaded once for all tests.</summary>
internal static class BenchmarkFixture
{
    private static readonly Dictionary<string, BenchmarkData> Loaded = [];

    /// <summary>The real split; skips the running test where the data are not there.</summary>
    public static BenchmarkData Load(string benchmark, string split)
    {
        var folder = TestPaths.Shared("datasets");
        lock (Loaded)
        {
            var key = $"{benchmark}/{split}";
            if (!Loaded.TryGetValue(key, out var data))
            {
                data = BenchmarkCatalog.Find(benchmark)!.LoadAsync(folder, split, CancellationToken.None).GetAwaiter().GetResult();
                Loaded.Add(key, data);
            }

            return data;
        }
    }

    public static IProtocolDefinition Protocol(string fullName)
    {
        var benchmark = BenchmarkCatalog.Find(fullName.Split('@')[0])!;
        return benchmark.Protocols.Single(protocol => protocol.Info.FullName == fullName);
    }

    /// <summary>Digest of a set of prompts: their texts joined by one NUL.</summary>
    public static string Digest(IEnumerable<Prompt> prompts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var isFirst = true;
        foreach (var prompt in prompts)
        {
            if (!isFirst)
            {
                hash.AppendData("\0"u8);
            }

            isFirst = false;
            hash.AppendData(Encoding.UTF8.GetBytes(prompt.CanonicalText));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
