using System.Text.Json;
using Eval.Core.Models;
using Eval.Core.Prompts;
using Eval.Core.Results;

namespace Eval.Models.OpenAi;

/// <summary>Writes the JSON body of a request, byte by byte the same for the same request.</summary>
internal sealed class RequestWriter(WireSettings settings)
{
    private ApiProfile Profile => settings.Profile;

    /// <summary>Body for chat completions.</summary>
    public ReadOnlyMemory<byte> Chat(ModelRequest request)
    {
        using var buffer = Begin(out var json);
        WriteMessages(json, request.Prompt);
        WriteLimits(json, request, Profile.ChatMaxTokensField, settings.IsReasoning && Profile.ReasoningRefusesSampling);
        WriteReasoning(json);
        if (request.Prompt.AssistantPrefix is not null && Profile.Prefill == PrefillForm.ContinueFinalMessage)
        {
            json.WriteBoolean("add_generation_prompt", false);
            json.WriteBoolean("continue_final_message", true);
        }

        WriteStream(json);
        return End(buffer);
    }

    /// <summary>Body for chat completions that asks for the most likely first tokens.</summary>
    public ReadOnlyMemory<byte> FirstToken(Prompt prompt)
    {
        using var buffer = Begin(out var json);
        WriteMessages(json, prompt);
        Number(json, Profile.ChatMaxTokensField, 1);
        Number(json, "temperature", 0);
        Flag(json, "logprobs", value: true);
        Number(json, "top_logprobs", Profile.MaxTopLogprobs);
        WriteReasoning(json);
        if (prompt.AssistantPrefix is not null && Profile.Prefill == PrefillForm.ContinueFinalMessage)
        {
            json.WriteBoolean("add_generation_prompt", false);
            json.WriteBoolean("continue_final_message", true);
        }

        return End(buffer);
    }

    /// <summary>Body for legacy completions.</summary>
    public ReadOnlyMemory<byte> Completion(ModelRequest request)
    {
        using var buffer = Begin(out var json);
        json.WriteString("prompt", request.Prompt.Parts!.Join());
        WriteLimits(json, request, "max_tokens", refusesSampling: false);
        WriteStream(json);
        return End(buffer);
    }

    /// <summary>Body for legacy completions that asks for the log-probabilities of the prompts' own tokens.</summary>
    public ReadOnlyMemory<byte> Echo(IReadOnlyList<string> prompts)
    {
        using var buffer = Begin(out var json);
        json.WriteStartArray("prompt");
        foreach (var prompt in prompts)
        {
            json.WriteStringValue(prompt);
        }

        json.WriteEndArray();
        Number(json, "max_tokens", 1);
        Number(json, "temperature", 0);
        Number(json, "logprobs", 1);
        Flag(json, "echo", value: true);
        return End(buffer);
    }

    /// <summary>Body for legacy completions that asks for the log-probabilities of prompts given as token ids.</summary>
    public ReadOnlyMemory<byte> PromptLogprobs(IReadOnlyList<int[]> prompts)
    {
        using var buffer = Begin(out var json);
        json.WriteStartArray("prompt");
        foreach (var prompt in prompts)
        {
            json.WriteStartArray();
            foreach (var token in prompt)
            {
                json.WriteNumberValue(token);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        Number(json, "max_tokens", 1);
        Number(json, "temperature", 0);
        Number(json, "prompt_logprobs", 1);
        return End(buffer);
    }

    /// <summary>Body that asks for a text's token ids.</summary>
    public ReadOnlyMemory<byte> Tokenize(string text)
    {
        using var buffer = Begin(out var json);
        json.WriteString("prompt", text);
        json.WriteBoolean("add_special_tokens", true);
        return End(buffer, takesExtra: false);
    }

    private JsonBuffer Begin(out Utf8JsonWriter json)
    {
        var buffer = JsonBuffer.Rent();
        json = buffer.Json;
        json.WriteStartObject();
        if (Profile.SendsModel && !settings.Extra.Replaces("model"))
        {
            json.WriteString("model", settings.Model);
        }

        return buffer;
    }

    private ReadOnlyMemory<byte> End(JsonBuffer buffer, bool takesExtra = true)
    {
        if (takesExtra)
        {
            settings.Extra.WriteTo(buffer.Json);
        }

        buffer.Json.WriteEndObject();
        return buffer.Written().ToArray();
    }

    private void WriteMessages(Utf8JsonWriter json, Prompt prompt)
    {
        json.WriteStartArray("messages");
        if (settings.System is { } system && prompt.Messages[0].Role != ChatRole.System)
        {
            WriteTurn(json, ChatRole.System, system, flag: null);
        }

        for (var i = 0; i < prompt.Messages.Count; i++)
        {
            WriteTurn(json, prompt.Messages[i].Role, prompt.Messages[i].Content, flag: null);
        }

        if (prompt.AssistantPrefix is { } prefix)
        {
            var flag = Profile.Prefill switch
            {
                PrefillForm.PrefixFlag => "prefix",
                PrefillForm.PartialFlag => "partial",
                _ => null,
            };
            WriteTurn(json, ChatRole.Assistant, prefix, flag);
        }

        json.WriteEndArray();
    }

    private static void WriteTurn(Utf8JsonWriter json, ChatRole role, string content, string? flag)
    {
        json.WriteStartObject();
        json.WriteString("role", CanonicalChat.RoleName(role));
        json.WriteString("content", content);
        if (flag is not null)
        {
            json.WriteBoolean(flag, true);
        }

        json.WriteEndObject();
    }

    private void WriteLimits(Utf8JsonWriter json, ModelRequest request, string maxTokensField, bool refusesSampling)
    {
        Number(json, maxTokensField, request.MaxTokens);
        if (refusesSampling)
        {
            return;
        }

        if (request.Temperature is { } temperature)
        {
            Number(json, "temperature", temperature);
        }

        if (request.TopP is { } topP)
        {
            Number(json, "top_p", topP);
        }

        if (request.Seed is { } seed && Profile.SendsSeed && !settings.Extra.Replaces("seed"))
        {
            json.WriteNumber("seed", seed);
        }

        if (request.Stop.Count > 0 && !settings.Extra.Replaces("stop"))
        {
            json.WriteStartArray("stop");
            foreach (var stop in request.Stop.Take(Profile.MaxStops))
            {
                json.WriteStringValue(stop);
            }

            json.WriteEndArray();
        }
    }

    private void WriteReasoning(Utf8JsonWriter json)
    {
        var effort = settings.ReasoningEffort;
        switch (Profile.ReasoningForm)
        {
            case ReasoningForm.EnableThinking when effort is not null || IsHybrid:
                Flag(json, "enable_thinking", effort is null ? settings.IsReasoning : effort != "none");
                break;
            case ReasoningForm.EffortObject when effort is not null && !settings.Extra.Replaces("reasoning"):
                json.WriteStartObject("reasoning");
                json.WriteString("effort", effort);
                json.WriteEndObject();
                break;
            case ReasoningForm.EffortField when effort is not null && !settings.Extra.Replaces("reasoning_effort"):
                json.WriteString("reasoning_effort", effort);
                break;
        }
    }

    private void WriteStream(Utf8JsonWriter json)
    {
        if (!settings.Streams || settings.Extra.Replaces("stream"))
        {
            return;
        }

        json.WriteBoolean("stream", true);
        if (!settings.Extra.Replaces("stream_options"))
        {
            json.WriteStartObject("stream_options");
            json.WriteBoolean("include_usage", true);
            json.WriteEndObject();
        }
    }

    private bool IsHybrid => !Profile.AlwaysThinks(settings.Model) && Profile.HybridPrefixes.Any(prefix => settings.Model.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    private void Number(Utf8JsonWriter json, string name, double value)
    {
        if (!settings.Extra.Replaces(name))
        {
            json.WriteNumber(name, value);
        }
    }

    private void Flag(Utf8JsonWriter json, string name, bool value)
    {
        if (!settings.Extra.Replaces(name))
        {
            json.WriteBoolean(name, value);
        }
    }
}
