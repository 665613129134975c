using System.Text.Json;

namespace Eval.Models.Onnx.Files;

/// <summary>Sampling settings of <c>generation_config.json</c>; a model that does not sample is greedy.</summary>
public sealed record SamplingDefaults
{
    public bool Samples { get; init; }

    public double Temperature { get; init; } = 1;

    /// <summary>Candidates kept, the most likely first; 0 keeps all.</summary>
    public int TopK { get; init; }

    public double TopP { get; init; } = 1;

    /// <summary>Divides the logits of tokens already seen; 1 does nothing.</summary>
    public double RepetitionPenalty { get; init; } = 1;

    public static SamplingDefaults Read(JsonElement element)
    {
        var samples = element.TryGetProperty("do_sample", out var flag) && flag.ValueKind == JsonValueKind.True;
        return new SamplingDefaults
        {
            Samples = samples,
            Temperature = Number("temperature") ?? 1,
            // transformers keeps 50 candidates where the file says nothing.
            TopK = (int)(Number("top_k") ?? (samples ? 50 : 0)),
            TopP = Number("top_p") ?? 1,
            RepetitionPenalty = Number("repetition_penalty") ?? 1,
        };

        double? Number(string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
    }
}
