using System.Globalization;
using Eval.Models.Onnx.Files;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Eval.Models.Onnx.Graph;

/// <summary>Recognises the layouts that Hugging Face Optimum has exported over time.</summary>
internal static class GraphSignatureReader
{
    // These count the mask's ones and take the first so many columns of a row as real: padding on the left would be read as text.
    // https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md#com.microsoft.GroupQueryAttention
    private static readonly string[] CountingAttention = ["GroupQueryAttention", "SparseAttention"];

    private static readonly string[] SharedScales = ["DynamicQuantizeLinear", "DynamicQuantizeMatMul"];

    private static readonly string[] KnownInputs = ["input_ids", "attention_mask", "position_ids", "use_cache_branch"];

    // A token of the largest models takes less than 4 MiB.
    private const long MostBytesPerToken = 1L << 28;

    /// <exception cref="InvalidDataException">The graph is not a decoder this engine can drive; the message says which input or output is in the way.</exception>
    public static GraphSignature Read(InferenceSession session, ModelConfiguration configuration, OnnxGraphFile file)
    {
        var inputs = session.InputMetadata;
        _ = inputs.GetValueOrDefault("input_ids")
            ?? throw new InvalidDataException($"The graph has no input_ids; its inputs are {string.Join(", ", inputs.Keys)}. Only text decoders are run here.");
        var logits = session.OutputMetadata.GetValueOrDefault("logits")
            ?? throw new InvalidDataException($"The graph has no logits output; its outputs are {string.Join(", ", session.OutputMetadata.Keys)}. Export it with Optimum's text-generation task.");
        var pasts = session.InputNames.Where(IsPast).ToList();
        var unknown = session.InputNames.Except(KnownInputs).Except(pasts).ToList();
        if (unknown.Count > 0)
        {
            throw new InvalidDataException($"The graph asks for {string.Join(", ", unknown)}, which a text decoder does not need; this engine cannot drive it.");
        }

        if (logits.ElementDataType is not (TensorElementType.Float or TensorElementType.Float16 or TensorElementType.BFloat16) || logits.Dimensions.Length != 3)
        {
            throw new InvalidDataException($"The graph's logits are {Shown(logits)}; what is known here is float, float16 or bfloat16 by batch, position and token.");
        }

        var counts = file.Operators.Overlaps(CountingAttention);
        var mask = Present(inputs, "attention_mask");
        var positions = Present(inputs, "position_ids");
        return new GraphSignature
        {
            InputIds = "input_ids",
            AttentionMask = mask,
            PositionIds = positions,
            CacheBranch = Present(inputs, "use_cache_branch"),
            Logits = "logits",
            LogitsElement = logits.ElementDataType,
            IdElements = new[] { "input_ids", mask, positions }.OfType<string>().ToDictionary(name => name, name => IdElement(name, inputs[name])),
            VocabularySize = logits.Dimensions[^1] > 0
                ? logits.Dimensions[^1]
                : configuration.VocabularySize ?? throw new InvalidDataException("Neither the graph nor config.json (vocab_size) says how large the vocabulary is."),
            Cache = [.. pasts.Select(past => Slot(session, past, configuration))],
            SupportsPadding = mask is not null && positions is not null && !counts,
            CountsTokens = counts,
            HasSharedScales = file.Operators.Overlaps(SharedScales),
        };
    }

    private static bool IsPast(string name) => name.StartsWith("past", StringComparison.Ordinal);

    private static string? Present(IReadOnlyDictionary<string, NodeMetadata> inputs, string name) => inputs.ContainsKey(name) ? name : null;

    private static CacheSlot Slot(InferenceSession session, string past, ModelConfiguration configuration)
    {
        var tail = past.StartsWith("past_key_values", StringComparison.Ordinal) ? past["past_key_values".Length..] : past["past".Length..];
        var present = session.OutputNames.FirstOrDefault(name => name == "present" + tail || name == "present_key_values" + tail)
            ?? throw new InvalidDataException($"The graph takes {past} and gives no present{tail} back; its outputs are {string.Join(", ", session.OutputNames)}.");
        var metadata = session.InputMetadata[past];
        var element = metadata.ElementDataType;
        if (element is not (TensorElementType.Float or TensorElementType.Float16 or TensorElementType.BFloat16))
        {
            throw new InvalidDataException($"{past} holds {element}; only float, float16 and bfloat16 caches are known here.");
        }

        if (metadata.Dimensions.Length is not (3 or 4))
        {
            throw new InvalidDataException($"{past} is {Shown(metadata)}; a cache has three or four dimensions.");
        }

        var axis = SequenceAxis(metadata);
        var shape = metadata.Dimensions.Select(size => (long)size).ToArray();
        shape[CacheSlot.BatchAxis] = -1;
        shape[axis] = -1;
        if (shape.Length == 4)
        {
            Fill(1, configuration.KeyValueHeads, "num_key_value_heads");
            Fill(3, configuration.HeadSize, "head_dim");
        }

        if (shape.Count(size => size <= 0) != 2)
        {
            throw new InvalidDataException($"The shape of {past} is not fixed: [{string.Join(", ", metadata.SymbolicDimensions)}].");
        }

        return shape.Where(size => size > 0).Aggregate(4.0, (bytes, size) => bytes * size) <= MostBytesPerToken
            ? new CacheSlot(past, present, element, shape, axis)
            : throw new InvalidDataException($"{past} would keep [{string.Join(", ", shape)}] for every token: no model is that large.");

        void Fill(int index, int? size, string key)
        {
            if (index != axis && shape[index] <= 0)
            {
                shape[index] = size ?? throw new InvalidDataException($"Neither the graph nor config.json ({key}) gives dimension {index} of {past}.");
            }
        }
    }

    private static TensorElementType IdElement(string name, NodeMetadata input) => input.ElementDataType is TensorElementType.Int64 or TensorElementType.Int32 && input.Dimensions.Length == 2
        ? input.ElementDataType
        : throw new InvalidDataException($"The graph's {name} is {Shown(input)}; what is known here is int64 or int32 by batch and position.");

    private static string Shown(NodeMetadata metadata) => $"{metadata.ElementDataType} of {metadata.Dimensions.Length.ToString(CultureInfo.InvariantCulture)} dimensions";

    private static int SequenceAxis(NodeMetadata metadata)
    {
        var named = Array.FindIndex(metadata.SymbolicDimensions, 1, name => name.Contains("past", StringComparison.Ordinal) || name.Contains("sequence", StringComparison.Ordinal));
        return named > 0 ? named : metadata.Dimensions.Length == 4 ? 2 : 1;
    }
}
