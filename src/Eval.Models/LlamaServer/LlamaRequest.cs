using System.Text.Json;

namespace Eval.Models.LlamaServer;

/// <summary>Body of <c>/completion</c>; the prompt is always token ids, so that what is scored is what was counted.</summary>
internal sealed record LlamaRequest
{
    public required IReadOnlyList<int> Prompt { get; init; }

    public required int Slot { get; init; }

    /// <summary>Whether what the slot has read before is kept.</summary>
    public bool Reuses { get; init; } = true;

    public required int MaxTokens { get; init; }

    /// <summary>Null leaves sampling to the server's defaults.</summary>
    public double? Temperature { get; init; }

    public double? TopP { get; init; }

    public uint? Seed { get; init; }

    public IReadOnlyList<string> Stop { get; init; } = [];

    /// <summary>Most likely tokens to report per place; 0 for none.</summary>
    public int Probabilities { get; init; }

    /// <summary>Token that is forced by a large bias, so that its raw log-probability is reported; null for none.</summary>
    public int? Forced { get; init; }

    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartArray("prompt");
        foreach (var id in Prompt)
        {
            json.WriteNumberValue(id);
        }

        json.WriteEndArray();
        json.WriteNumber("n_predict", MaxTokens);
        json.WriteNumber("id_slot", Slot);
        json.WriteBoolean("cache_prompt", Reuses);
        WriteSampling(json);
        if (Stop.Count > 0)
        {
            json.WriteStartArray("stop");
            foreach (var stop in Stop)
            {
                json.WriteStringValue(stop);
            }

            json.WriteEndArray();
        }

        if (Probabilities > 0)
        {
            json.WriteNumber("n_probs", Probabilities);
        }

        if (Forced is { } forced)
        {
            json.WriteStartArray("logit_bias");
            json.WriteStartArray();
            json.WriteNumberValue(forced);
            json.WriteNumberValue(1000);
            json.WriteEndArray();
            json.WriteEndArray();
        }
    }

    // A temperature that is given stands alone: the server's own top-k, min-p and penalties would change it silently.
    private void WriteSampling(Utf8JsonWriter json)
    {
        if (Temperature is { } temperature)
        {
            json.WriteNumber("temperature", temperature);
            json.WriteNumber("top_k", 0);
            json.WriteNumber("min_p", 0);
            json.WriteNumber("top_p", TopP ?? 1);
            json.WriteNumber("repeat_penalty", 1);
        }
        else if (TopP is { } topP)
        {
            json.WriteNumber("top_p", topP);
        }

        if (Seed is { } seed)
        {
            json.WriteNumber("seed", seed);
        }
    }
}
