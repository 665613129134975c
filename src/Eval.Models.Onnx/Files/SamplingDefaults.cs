using System.Globalization;
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

    /// <exception cref="InvalidDataException">A setting is no number that can be.</exception>
    public static SamplingDefaults Read(JsonElement element)
    {
        var samples = element.TryGetProperty("do_sample", out var flag) && flag.ValueKind == JsonValueKind.True;
        return new SamplingDefaults
        {
            Samples = samples,
            Temperature = Number("temperature", 0, 1000) ?? 1,
            // transformers keeps 50 candidates where the file says nothing, and all where it says null.
            TopK = (int)(Number("top_k", 0, int.MaxValue) ?? (samples && !element.TryGetProperty("top_k", out _) ? 50 : 0)),
            TopP = Number("top_p", 0, 1) ?? 1,
            RepetitionPenalty = Number("repetition_penalty", 1e-6, 1000) ?? 1,
        };

        double? Number(string name, double least, double most)
        {
            if (!element.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.Number)
            {
                return null;
            }

            return value.TryGetDouble(out var number) && number >= least && number <= most
                ? number
                : throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"generation_config.json gives {name} as {value.GetRawText()}, which is no number from {least} to {most}."));
        }
    }
}
