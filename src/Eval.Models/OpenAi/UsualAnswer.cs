using System.Text.Json;

namespace Eval.Models.OpenAi;

/// <summary>
/// Reads the answer that nearly every request gets, at a fraction of the general reader's cost. Whatever is out of the ordinary (an error, a stream's piece, log-probabilities,
/// content in parts, calls of tools, numbers in quotes, broken JSON) is left to that reader.
/// </summary>
internal static class UsualAnswer
{
    /// <summary>Reads one member of an object, the reader standing on its name; false where it is out of the ordinary.</summary>
    private delegate bool Member<in T>(ref Utf8JsonReader reader, T to);

    /// <summary>The answer, equal to what <see cref="WireJsonContext"/> reads; null where that one must read.</summary>
    public static WireResponse? TryRead(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            var response = new WireResponse();
            return Object(ref reader, response, OfResponse) && !reader.Read() ? response : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The general reader says what is wrong with it.
            return null;
        }
    }

    private static bool OfResponse(ref Utf8JsonReader reader, WireResponse to) =>
        reader.ValueTextEquals("choices"u8) ? Choices(ref reader, to)
        : reader.ValueTextEquals("usage"u8) ? Object(ref reader, to.Usage = new WireUsage(), OfUsage)
        : reader.ValueTextEquals("model"u8) ? Text(ref reader, to, static (response, text) => response.Model = text)
        : reader.ValueTextEquals("object"u8) ? Text(ref reader, to, static (response, text) => response.Object = text)
        : !reader.ValueTextEquals("error"u8) && Skip(ref reader);

    private static bool OfChoice(ref Utf8JsonReader reader, WireChoice to) =>
        reader.ValueTextEquals("message"u8) ? Object(ref reader, to.Message = new WireMessage(), OfMessage)
        : reader.ValueTextEquals("text"u8) ? Text(ref reader, to, static (choice, text) => choice.Text = text)
        : reader.ValueTextEquals("finish_reason"u8) ? Text(ref reader, to, static (choice, text) => choice.FinishReason = text)
        : reader.ValueTextEquals("index"u8) ? Number(ref reader, to, static (choice, number) => choice.Index = number!.Value, mayBeNull: false)
        : reader.ValueTextEquals("logprobs"u8) || reader.ValueTextEquals("prompt_logprobs"u8) || reader.ValueTextEquals("delta"u8) || reader.ValueTextEquals("error"u8)
            ? Null(ref reader)
        : Skip(ref reader);

    private static bool OfMessage(ref Utf8JsonReader reader, WireMessage to) =>
        reader.ValueTextEquals("content"u8) ? Text(ref reader, to, static (message, text) => message.Content = text)
        : reader.ValueTextEquals("reasoning_content"u8) ? Text(ref reader, to, static (message, text) => message.ReasoningContent = text)
        : reader.ValueTextEquals("reasoning"u8) ? Text(ref reader, to, static (message, text) => message.Reasoning = text)
        : reader.ValueTextEquals("refusal"u8) ? Text(ref reader, to, static (message, text) => message.Refusal = text)
        : reader.ValueTextEquals("tool_calls"u8) ? NoToolCalls(ref reader, to)
        : Skip(ref reader);

    private static bool OfUsage(ref Utf8JsonReader reader, WireUsage to) =>
        reader.ValueTextEquals("prompt_tokens"u8) ? Number(ref reader, to, static (usage, number) => usage.PromptTokens = number)
        : reader.ValueTextEquals("completion_tokens"u8) ? Number(ref reader, to, static (usage, number) => usage.CompletionTokens = number)
        : reader.ValueTextEquals("total_tokens"u8) ? Number(ref reader, to, static (usage, number) => usage.TotalTokens = number)
        : reader.ValueTextEquals("prompt_tokens_details"u8) ? Details(ref reader, to, static (usage, details) => usage.PromptTokensDetails = details)
        : reader.ValueTextEquals("completion_tokens_details"u8) ? Details(ref reader, to, static (usage, details) => usage.CompletionTokensDetails = details)
        : reader.ValueTextEquals("prompt_cache_hit_tokens"u8) ? Number(ref reader, to, static (usage, number) => usage.PromptCacheHitTokens = number)
        : !reader.ValueTextEquals("cost"u8) && Skip(ref reader);

    private static bool OfDetails(ref Utf8JsonReader reader, WireTokenDetails to) =>
        reader.ValueTextEquals("cached_tokens"u8) ? Number(ref reader, to, static (details, number) => details.CachedTokens = number)
        : reader.ValueTextEquals("reasoning_tokens"u8) ? Number(ref reader, to, static (details, number) => details.ReasoningTokens = number)
        : Skip(ref reader);

    private static bool Object<T>(ref Utf8JsonReader reader, T to, Member<T> member) =>
        reader.Read() && reader.TokenType == JsonTokenType.StartObject && Members(ref reader, to, member);

    private static bool Members<T>(ref Utf8JsonReader reader, T to, Member<T> member)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!member(ref reader, to))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Choices(ref Utf8JsonReader reader, WireResponse to)
    {
        var choices = new List<WireChoice>(1);
        to.Choices = choices;
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var choice = new WireChoice();
            if (reader.TokenType != JsonTokenType.StartObject || !Members(ref reader, choice, OfChoice))
            {
                return false;
            }

            choices.Add(choice);
        }

        return true;
    }

    private static bool Details(ref Utf8JsonReader reader, WireUsage to, Action<WireUsage, WireTokenDetails?> set)
    {
        var details = new WireTokenDetails();
        var isNull = Null(ref reader);
        set(to, isNull ? null : details);
        return isNull || (reader.TokenType == JsonTokenType.StartObject && Members(ref reader, details, OfDetails));
    }

    // vLLM lists the calls that were not made.
    private static bool NoToolCalls(ref Utf8JsonReader reader, WireMessage to)
    {
        var isNull = Null(ref reader);
        to.ToolCalls = isNull ? null : [];
        return isNull || (reader.TokenType == JsonTokenType.StartArray && reader.Read() && reader.TokenType == JsonTokenType.EndArray);
    }

    private static bool Text<T>(ref Utf8JsonReader reader, T to, Action<T, string?> set)
    {
        if (!reader.Read() || reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null))
        {
            return false;
        }

        set(to, reader.GetString());
        return true;
    }

    private static bool Number<T>(ref Utf8JsonReader reader, T to, Action<T, int?> set, bool mayBeNull = true)
    {
        if (Null(ref reader))
        {
            if (mayBeNull)
            {
                set(to, null);
            }

            return mayBeNull;
        }

        var isUsual = reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out _);
        if (isUsual)
        {
            set(to, reader.GetInt32());
        }

        return isUsual;
    }

    /// <summary>Goes on to the value; true when it is null.</summary>
    private static bool Null(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.Null;

    private static bool Skip(ref Utf8JsonReader reader)
    {
        reader.Skip();
        return true;
    }
}
