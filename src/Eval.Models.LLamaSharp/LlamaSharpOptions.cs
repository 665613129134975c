using System.Globalization;
using Eval.Core.Models;
using LLama.Common;
using LLama.Native;

namespace Eval.Models.LLamaSharp;

/// <summary>How a GGUF file is loaded in process; the same keys as for a llama-server of ours.</summary>
internal sealed record LlamaSharpOptions
{
    public static IReadOnlyList<string> Keys { get; } = ["ngl", "ctx", "parallel", "kv", "threads"];

    /// <summary>Layers put on the GPU.</summary>
    public int GpuLayers { get; init; }

    /// <summary>Context of a sequence in tokens; null for what the model was trained with, at most 4,096.</summary>
    public int? ContextLength { get; init; }

    /// <summary>Sequences decoded together.</summary>
    public int Parallel { get; init; } = 4;

    public string CacheType { get; init; } = "f32";

    public int? Threads { get; init; }

    public static LlamaSharpOptions Read(ModelSpec spec, List<string> problems)
    {
        var cacheType = spec.Option("kv") ?? "f32";
        if (cacheType is not ("f32" or "f16"))
        {
            problems.Add($"model '{spec.ReportName}': kv={cacheType} is neither f32 nor f16");
        }

        return new LlamaSharpOptions
        {
            GpuLayers = Count("ngl", 0) ?? 0,
            ContextLength = Count("ctx", 16),
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

    /// <summary>Parameters of model and context.</summary>
    /// <param name="path">The GGUF file.</param>
    /// <param name="contextLength">Context of one sequence.</param>
    /// <param name="sequences">Sequence ids needed.</param>
    public ModelParams Parameters(string path, int contextLength, int sequences) => new(path)
    {
        // One pool of cells for all sequences: a shared beginning is stored once.
        ContextSize = (uint)(contextLength * (Parallel + 1)),
        SeqMax = (uint)sequences,
        KVUnified = true,
        GpuLayerCount = GpuLayers,
        Threads = Threads,
        BatchThreads = Threads,
        TypeK = CacheType == "f32" ? GGMLType.GGML_TYPE_F32 : GGMLType.GGML_TYPE_F16,
        TypeV = CacheType == "f32" ? GGMLType.GGML_TYPE_F32 : GGMLType.GGML_TYPE_F16,
        FlashAttention = CacheType == "f32" ? false : null,
    };
}
