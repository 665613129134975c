using System.Globalization;
using Eval.Core.Models;

namespace Eval.Models.Onnx;

/// <summary>What the user set for one ONNX model.</summary>
public sealed record OnnxOptions
{
    public static IReadOnlyList<string> Keys { get; } = ["device", "ctx", "batch", "prefix_cache", "threads", "bos", "file", "top_k", "repetition_penalty"];

    /// <summary><c>cpu</c> or <c>cuda:N</c>.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>Context to use, at most the model's own; null for that.</summary>
    public int? ContextLength { get; init; }

    /// <summary>Most sequences in a batch; null for what suits the graph.</summary>
    public int? Batch { get; init; }

    /// <summary>Prompt beginnings kept for reuse, 0 turns reuse off; null for what suits the graph.</summary>
    public int? KeptPrefixes { get; init; }

    /// <summary>Threads of the CPU provider; 0 lets it choose.</summary>
    public int Threads { get; init; }

    /// <summary>Whether the tokenizer's special tokens are put before a raw prompt; null follows the tokenizer.</summary>
    public bool? AddsSpecialTokens { get; init; }

    /// <summary>Model file below the folder; null for the usual names.</summary>
    public string? File { get; init; }

    public int? TopK { get; init; }

    public double? RepetitionPenalty { get; init; }

    /// <summary>Index of the CUDA device; null for the CPU.</summary>
    public int? CudaDevice => Device == "cpu" ? null : Device == "cuda" ? 0 : int.Parse(Device.AsSpan("cuda:".Length), CultureInfo.InvariantCulture);

    /// <summary>Reads the options of a spec; every problem is added to the list.</summary>
    public static OnnxOptions Read(ModelSpec spec, List<string> problems)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(problems);
        var device = spec.Option("device") ?? "cpu";
        if (device is not ("cpu" or "cuda") && !(device.StartsWith("cuda:", StringComparison.Ordinal) && int.TryParse(device.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out _)))
        {
            problems.Add($"model '{spec.ReportName}': device={device} is neither cpu nor cuda:N");
            device = "cpu";
        }

        return new OnnxOptions
        {
            Device = device,
            ContextLength = Count("ctx", 1),
            Batch = Count("batch", 1),
            KeptPrefixes = Count("prefix_cache", 0),
            Threads = Count("threads", 1) ?? 0,
            AddsSpecialTokens = Flag("bos"),
            File = spec.Option("file"),
            TopK = Count("top_k", 0),
            RepetitionPenalty = Number("repetition_penalty"),
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

        double? Number(string key)
        {
            if (spec.Option(key) is not { } text)
            {
                return null;
            }

            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value > 0)
            {
                return value;
            }

            problems.Add($"model '{spec.ReportName}': {key}={text} is not a number above 0");
            return null;
        }

        bool? Flag(string key)
        {
            if (spec.Option(key) is not { } text)
            {
                return null;
            }

            if (bool.TryParse(text, out var value))
            {
                return value;
            }

            problems.Add($"model '{spec.ReportName}': {key}={text} is neither true nor false");
            return null;
        }
    }
}
