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
            response = UsualAnswer.TryRead(reply.Body.Span)
                ?? (EventStream.IsOne(reply.Body.Span) ? EventStream.Join(reply, errors) : JsonSerializer.Deserialize(reply.Body.Span, WireJsonContext.Default.WireResponse));
        }
        catch (JsonException exception)
        {
            throw errors.FromException(exception);
        }

        if (response is null)
        {
            throw errors.FromException(new JsonException("no choices in the answer"));
        }

        ThrowOnError(response, errors);
        return response switch
        {
            { Choices: [{ FinishReason: "insufficient_system_resource" or "error" }, ..] } => throw errors.Interrupted("the server gave up in the middle of its answer"),
            { Choices.Count: > 0 } => response,
            _ => throw errors.FromException(new JsonException("no choices in the answer")),
        };
    }

    /// <summary>Throws what an error object inside an answer stands for.</summary>
    public static void ThrowOnError(WireResponse response, HttpErrors errors)
    {
        if ((response.Error ?? (response.Choices is [var first, ..] ? first.Error : null)) is { ValueKind: JsonValueKind.Object or JsonValueKind.String } error)
        {
            throw errors.FromErrorObject(error);
        }
    }

    public static Completion ToCompletion(WireResponse response, TimeSpan latency, ApiProfile profile)
    {
        var choice = response.Choices![0];
        var message = choice.Message;
        var (text, reasoning) = message is null ? (choice.Text, null) : (message.Content, message.Thought);
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
            Usage = profile.TotalHoldsThought ? WithThought(response.Usage) : ReadUsage(response.Usage),
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

    // Thought is billed as output; here it stands in the total alone.
    private static Usage WithThought(WireUsage? usage)
    {
        var read = ReadUsage(usage);
        return usage is { TotalTokens: { } total, PromptTokens: { } prompt, CompletionTokens: { } completion } && total - prompt > completion
            ? read with { Output = total - prompt, Reasoning = read.Reasoning ?? (total - prompt - completion) }
            : read;
    }

    private static FinishReason ReadFinishReason(string? reason) => reason switch
    {
        "stop" or "end_turn" or "eos" or "stop_sequence" => FinishReason.Stop,
        "length" or "max_tokens" or "model_length" => FinishReason.Length,
        "content_filter" or "safety" or "sensitive" => FinishReason.ContentFilter,
        _ when reason?.StartsWith("content_filter", StringComparison.Ordinal) == true => FinishReason.ContentFilter,
        "tool_calls" or "function_call" => FinishReason.ToolCalls,
        _ => FinishReason.Unknown,
    };
}
