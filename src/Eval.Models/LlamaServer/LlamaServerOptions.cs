using System.Globalization;
using Eval.Core.Models;

namespace Eval.Models.LlamaServer;

/// <summary>How a llama-server of ours is started for a GGUF file.</summary>
internal sealed record LlamaServerOptions
{
    public static IReadOnlyList<string> Keys { get; } = ["ngl", "ctx", "parallel", "kv", "threads", PrefixCacheKey];

    /// <summary>0 reads every prompt whole.</summary>
    public const string PrefixCacheKey = "prefix_cache";

    /// <summary>Layers put on the GPU; null leaves it to the server.</summary>
    public int? GpuLayers { get; init; }

    /// <summary>Context of each slot in tokens.</summary>
    public int ContextLength { get; init; } = 4096;

    /// <summary>Slots.</summary>
    public int Parallel { get; init; } = 4;

    /// <summary>Type of the key-value cache. With f32 a log-probability is the same cached, uncached and in parallel; f16 halves the memory and moves it by 0.001 or more.</summary>
    public string CacheType { get; init; } = "f32";

    public int? Threads { get; init; }

    /// <summary>Whether a slot keeps what it has read: <c>prefix_cache=0</c> turns that off.</summary>
    public static bool ReadReuse(ModelSpec spec, List<string> problems)
    {
        switch (spec.Option(PrefixCacheKey))
        {
            case null or "1":
                return true;
            case "0":
                return false;
            case var other:
                problems.Add($"model '{spec.ReportName}': {PrefixCacheKey}={other} is neither 0 nor 1");
                return true;
        }
    }

    public static LlamaServerOptions Read(ModelSpec spec, List<string> problems)
    {
        var cacheType = spec.Option("kv") ?? "f32";
        if (cacheType is not ("f32" or "f16" or "bf16" or "q8_0"))
        {
            problems.Add($"model '{spec.ReportName}': kv={cacheType} is none of f32, f16, bf16, q8_0");
        }

        return new LlamaServerOptions
        {
            GpuLayers = Count("ngl", 0),
            ContextLength = Count("ctx", 16) ?? 4096,
            Parallel = Count("parallel", 1) ?? 4,
            CacheType = cacheType,
            Threads = Count("threads", 1),
        };

        int? Count(string key, int least)
        {
            if (spec.Option(key) is not { } text)
            {
                return null;
            }

            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least)
            {
                return value;
            }

            problems.Add(string.Create(CultureInfo.InvariantCulture, $"model '{spec.ReportName}': {key}={text} is not a whole number of at least {least}"));
            return null;
        }
    }

    /// <summary>Command-line arguments. Flags that came late are given only to a server that knows them.</summary>
    /// <param name="model">Path of the GGUF file.</param>
    /// <param name="port">Loopback port.</param>
    /// <param name="help">The server's own help text.</param>
    public IReadOnlyList<string> Arguments(string model, int port, string help)
    {
        var arguments = new List<string>
        {
            "--model", model, "--host", "127.0.0.1", "--port", Text(port),
            "--ctx-size", Text(ContextLength * Parallel), "--parallel", Text(Parallel),
            "--cache-type-k", CacheType, "--cache-type-v", CacheType,
        };
        if (GpuLayers is { } layers)
        {
            arguments.AddRange(["--n-gpu-layers", Text(layers)]);
        }

        if (Threads is { } threads)
        {
            arguments.AddRange(["--threads", Text(threads)]);
        }

        if (CacheType == "f32" && help.Contains("[on|off|auto]", StringComparison.Ordinal))
        {
            arguments.AddRange(["--flash-attn", "off"]);
        }

        // Each slot keeps its own subject; a second cache in main memory (8 GiB by default) would only copy it.
        AddIfKnown("--cache-ram", "0");
        AddIfKnown("--no-kv-unified");
        AddIfKnown("--no-context-shift");
        AddIfKnown("--no-webui");
        return arguments;

        void AddIfKnown(params ReadOnlySpan<string> flag)
        {
            if (help.Contains(flag[0], StringComparison.Ordinal))
            {
                arguments.AddRange(flag);
            }
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
