using System.Globalization;
using System.Text.Json;

namespace Eval.Models.Onnx.Files;

/// <summary>What <c>config.json</c> and <c>generation_config.json</c> say, as far as an engine needs it.</summary>
public sealed record ModelConfiguration
{
    private const int MostSize = 1 << 20;
    private const int MostPositions = 1 << 26;

    public required string ModelType { get; init; }

    /// <summary>Positions the model was made for; null when the file does not say.</summary>
    public int? ContextLength { get; init; }

    public int? VocabularySize { get; init; }

    public int? KeyValueHeads { get; init; }

    public int? HeadSize { get; init; }

    /// <summary>Ids that end a text.</summary>
    public IReadOnlyList<int> EndTokens { get; init; } = [];

    /// <summary>The model's own sampling settings, used where neither protocol nor user sets one.</summary>
    public SamplingDefaults Sampling { get; init; } = new();

    /// <param name="folder">Folder of the model.</param>
    /// <exception cref="InvalidDataException">A file is missing or broken.</exception>
    public static ModelConfiguration Read(string folder)
    {
        using var config = Open(Path.Combine(folder, "config.json"), isRequired: true)!;
        using var generation = Open(Path.Combine(folder, "generation_config.json"), isRequired: false);
        var root = config.RootElement;
        var text = root.TryGetProperty("text_config", out var inner) && inner.ValueKind == JsonValueKind.Object ? inner : root;
        var heads = Integer(text, MostSize, "num_attention_heads", "n_head", "num_heads");
        var hidden = Integer(text, MostSize, "hidden_size", "n_embd", "d_model");
        return new ModelConfiguration
        {
            ModelType = text.TryGetProperty("model_type", out var type) && type.ValueKind == JsonValueKind.String ? type.GetString()! : "",
            ContextLength = Integer(text, MostPositions, "max_position_embeddings", "n_positions", "n_ctx", "max_sequence_length", "max_seq_len", "seq_length"),
            VocabularySize = Integer(text, MostPositions, "vocab_size"),
            KeyValueHeads = IsSet(text, "multi_query") ? 1 : Integer(text, MostSize, "num_key_value_heads", "num_kv_heads") ?? heads,
            HeadSize = Integer(text, MostSize, "head_dim") ?? (hidden is { } size && size >= heads ? size / heads : null),
            EndTokens = generation is not null && EndTokensOf(generation.RootElement) is { Count: > 0 } own ? own : EndTokensOf(text),
            Sampling = generation is null ? new SamplingDefaults() : SamplingDefaults.Read(generation.RootElement),
        };
    }

    private static JsonDocument? Open(string path, bool isRequired)
    {
        if (!File.Exists(path))
        {
            return isRequired
                ? throw new InvalidDataException($"{path} is missing: an ONNX model is a folder as Hugging Face Optimum exports it, with config.json beside the model.")
                : null;
        }

        return JsonFile.Open(path);
    }

    // A null or a text says nothing; a number that cannot be is an error.
    private static int? Integer(JsonElement element, int most, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number)
            {
                return value.TryGetInt32(out var number) && number >= 1 && number <= most
                    ? number
                    : throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"config.json gives {name} as {value.GetRawText()}, which is no whole number from 1 to {most:N0}."));
            }
        }

        return null;
    }

    private static int EndToken(JsonElement id)
    {
        try
        {
            return id.TokenId();
        }
        catch (FormatException exception)
        {
            throw new InvalidDataException($"config.json or generation_config.json has a broken eos_token_id: {exception.Message}.", exception);
        }
    }

    private static bool IsSet(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static IReadOnlyList<int> EndTokensOf(JsonElement element)
    {
        if (!element.TryGetProperty("eos_token_id", out var value))
        {
            return [];
        }

        return value.ValueKind switch
        {
            JsonValueKind.Number => [EndToken(value)],
            JsonValueKind.Array => [.. value.EnumerateArray().Select(EndToken)],
            _ => [],
        };
    }
}
