using System.Text;
using System.Text.Json;
using Eval.Core.Models;
using Eval.Models.Http;

namespace Eval.Models.OpenAi;

/// <summary>Turns a wire answer into a completion, or into the right exception.</summary>
internal static class ResponseReader
{
    /// <summary>Reads a body with status 200. One that is cut, malformed or without choices may be asked for again.</summary>
    public static WireResponse Parse(HttpReply reply, HttpErrors errors)
    {
        WireResponse? response;
        try
        {
            response = JsonSerializer.Deserialize(reply.Body.Span, WireJsonContext.Default.WireResponse);
        }
        catch (JsonException exception)
        {
            throw errors.FromException(exception);
        }

        if ((response?.Error ?? (response is { Choices: [var first, ..] } ? first.Error : null)) is { ValueKind: JsonValueKind.Object } error)
        {
            throw errors.FromErrorObject(error);
        }

        return response is { Choices.Count: > 0 } ? response : throw errors.FromException(new JsonException("no choices in the answer"));
    }

    public static Completion ToCompletion(WireResponse response, TimeSpan latency)
    {
        var choice = response.Choices![0];
        var message = choice.Message;
        var (text, reasoning) = message is null ? (choice.Text, null) : ReadContent(message);
        var finish = ReadFinishReason(choice.FinishReason);
        var refusal = string.IsNullOrEmpty(message?.Refusal) ? null : message.Refusal;
        if (string.IsNullOrEmpty(text))
        {
            text = refusal is null && finish is not FinishReason.ContentFilter && message?.ToolCalls is not { Count: > 0 } ? "" : null;
        }

        return new Completion
        {
            Text = text,
            Reasoning = string.IsNullOrEmpty(reasoning) ? null : reasoning,
            FinishReason = text is null && message?.ToolCalls is { Count: > 0 } ? FinishReason.ToolCalls : finish,
            Usage = ReadUsage(response.Usage),
            Latency = latency,
            ServerModel = response.Model,
            Refusal = text is null ? refusal : null,
            Cost = response.Usage?.Cost is { } cost ? new Cost(cost, "USD") : null,
        };
    }

    public static Usage ReadUsage(WireUsage? usage) => usage is null ? Usage.None : new Usage
    {
        Input = usage.PromptTokens,
        Output = usage.CompletionTokens,
        Cached = usage.PromptTokensDetails?.CachedTokens ?? usage.PromptCacheHitTokens,
        Reasoning = usage.CompletionTokensDetails?.ReasoningTokens,
    };

    private static (string? Text, string? Reasoning) ReadContent(WireMessage message)
    {
        var reasoning = message.ReasoningContent ?? message.Reasoning;
        switch (message.Content)
        {
            case { ValueKind: JsonValueKind.String } text:
                return (text.GetString(), reasoning);
            case { ValueKind: JsonValueKind.Array } parts:
                var joined = new StringBuilder();
                foreach (var part in parts.EnumerateArray())
                {
                    if (part.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String)
                    {
                        joined.Append(text.GetString());
                    }
                }

                return (joined.ToString(), reasoning);
            default:
                return (null, reasoning);
        }
    }

    private static FinishReason ReadFinishReason(string? reason) => reason switch
    {
        "stop" or "end_turn" or "eos" or "stop_sequence" => FinishReason.Stop,
        "length" or "max_tokens" or "model_length" => FinishReason.Length,
        "content_filter" or "safety" or "sensitive" => FinishReason.ContentFilter,
        "tool_calls" or "function_call" => FinishReason.ToolCalls,
        _ => FinishReason.Unknown,
    };
}
