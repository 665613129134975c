using System.Text.Json;

namespace Eval.Models.OpenAi;

/// <summary>Reads the answer that nearly every request gets, at a fraction of the general reader's cost. Whatever is out of the ordinary (an error, a stream's piece, log-probabilities, content in parts, calls of tools, numbers in quotes, broken JSON) is left to that reader.</summary>
internal static class UsualAnswer
{
    /// <summary>The answer, equal to what <see cref="WireJsonContext"/> reads; null where that one must read.</summary>
    public static WireResponse? TryRead(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            return reader.Read() && ReadResponse(ref reader, out var response) && !reader.Read() ? response : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The general reader says what is wrong with it.
            return null;
        }
    }

    private static bool ReadResponse(ref Utf8JsonReader reader, out WireResponse response)
    {
        response = new WireResponse();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isUsual;
            if (reader.ValueTextEquals("choices"u8))
            {
                isUsual = ReadChoices(ref reader, out var choices);
                response.Choices = choices;
            }
            else if (reader.ValueTextEquals("usage"u8))
            {
                isUsual = ReadUsage(ref reader, out var usage);
                response.Usage = usage;
            }
            else if (reader.ValueTextEquals("model"u8))
            {
                isUsual = ReadText(ref reader, out var model);
                response.Model = model;
            }
            else if (reader.ValueTextEquals("object"u8))
            {
                isUsual = ReadText(ref reader, out var kind);
                response.Object = kind;
            }
            else
            {
                isUsual = !reader.ValueTextEquals("error"u8) && Skip(ref reader);
            }

            if (!isUsual)
            {
                return false;
            }
        }

        return true;
    }

    private static bool ReadChoices(ref Utf8JsonReader reader, out List<WireChoice> choices)
    {
        choices = new List<WireChoice>(1);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (!ReadChoice(ref reader, out var choice))
            {
                return false;
            }

            choices.Add(choice);
        }

        return true;
    }

    private static bool ReadChoice(ref Utf8JsonReader reader, out WireChoice choice)
    {
        choice = new WireChoice();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isUsual;
            if (reader.ValueTextEquals("message"u8))
            {
                isUsual = ReadMessage(ref reader, out var message);
                choice.Message = message;
            }
            else if (reader.ValueTextEquals("finish_reason"u8))
            {
                isUsual = ReadText(ref reader, out var reason);
                choice.FinishReason = reason;
            }
            else if (reader.ValueTextEquals("index"u8))
            {
                isUsual = ReadNumber(ref reader, out var index) && index is not null;
                choice.Index = index ?? 0;
            }
            else if (reader.ValueTextEquals("text"u8))
            {
                isUsual = ReadText(ref reader, out var text);
                choice.Text = text;
            }
            else
            {
                isUsual = IsRare(ref reader) ? IsNull(ref reader) : Skip(ref reader);
            }

            if (!isUsual)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsRare(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("logprobs"u8) || reader.ValueTextEquals("prompt_logprobs"u8) || reader.ValueTextEquals("delta"u8) || reader.ValueTextEquals("error"u8);

    private static bool ReadMessage(ref Utf8JsonReader reader, out WireMessage message)
    {
        message = new WireMessage();
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isUsual;
            if (reader.ValueTextEquals("content"u8))
            {
                isUsual = ReadText(ref reader, out var content);
                message.Content = content;
            }
            else if (reader.ValueTextEquals("reasoning_content"u8))
            {
                isUsual = ReadText(ref reader, out var thought);
                message.ReasoningContent = thought;
            }
            else if (reader.ValueTextEquals("reasoning"u8))
            {
                isUsual = ReadText(ref reader, out var thought);
                message.Reasoning = thought;
            }
            else if (reader.ValueTextEquals("refusal"u8))
            {
                isUsual = ReadText(ref reader, out var refusal);
                message.Refusal = refusal;
            }
            else if (reader.ValueTextEquals("tool_calls"u8))
            {
                // vLLM lists the calls that were not made.
                isUsual = reader.Read() && (reader.TokenType == JsonTokenType.Null || (reader.TokenType == JsonTokenType.StartArray && reader.Read() && reader.TokenType == JsonTokenType.EndArray));
                message.ToolCalls = reader.TokenType == JsonTokenType.EndArray ? [] : null;
            }
            else
            {
                isUsual = Skip(ref reader);
            }

            if (!isUsual)
            {
                return false;
            }
        }

        return true;
    }

    private static bool ReadUsage(ref Utf8JsonReader reader, out WireUsage usage)
    {
        usage = new WireUsage();
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isUsual;
            int? count;
            if (reader.ValueTextEquals("prompt_tokens"u8))
            {
                isUsual = ReadNumber(ref reader, out count);
                usage.PromptTokens = count;
            }
            else if (reader.ValueTextEquals("completion_tokens"u8))
            {
                isUsual = ReadNumber(ref reader, out count);
                usage.CompletionTokens = count;
            }
            else if (reader.ValueTextEquals("total_tokens"u8))
            {
                isUsual = ReadNumber(ref reader, out count);
                usage.TotalTokens = count;
            }
            else if (reader.ValueTextEquals("prompt_tokens_details"u8))
            {
                isUsual = ReadDetails(ref reader, out var details);
                usage.PromptTokensDetails = details;
            }
            else if (reader.ValueTextEquals("completion_tokens_details"u8))
            {
                isUsual = ReadDetails(ref reader, out var details);
                usage.CompletionTokensDetails = details;
            }
            else if (reader.ValueTextEquals("prompt_cache_hit_tokens"u8))
            {
                isUsual = ReadNumber(ref reader, out count);
                usage.PromptCacheHitTokens = count;
            }
            else
            {
                isUsual = !reader.ValueTextEquals("cost"u8) && Skip(ref reader);
            }

            if (!isUsual)
            {
                return false;
            }
        }

        return true;
    }

    private static bool ReadDetails(ref Utf8JsonReader reader, out WireTokenDetails? details)
    {
        details = null;
        if (!reader.Read() || reader.TokenType == JsonTokenType.Null)
        {
            return true;
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        details = new WireTokenDetails();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isUsual;
            if (reader.ValueTextEquals("cached_tokens"u8))
            {
                isUsual = ReadNumber(ref reader, out var count);
                details.CachedTokens = count;
            }
            else if (reader.ValueTextEquals("reasoning_tokens"u8))
            {
                isUsual = ReadNumber(ref reader, out var count);
                details.ReasoningTokens = count;
            }
            else
            {
                isUsual = Skip(ref reader);
            }

            if (!isUsual)
            {
                return false;
            }
        }

        return true;
    }

    private static bool ReadText(ref Utf8JsonReader reader, out string? text)
    {
        var isUsual = reader.Read() && reader.TokenType is JsonTokenType.String or JsonTokenType.Null;
        text = isUsual ? reader.GetString() : null;
        return isUsual;
    }

    private static bool ReadNumber(ref Utf8JsonReader reader, out int? number)
    {
        number = null;
        if (!reader.Read() || reader.TokenType == JsonTokenType.Null)
        {
            return true;
        }

        if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt32(out var read))
        {
            return false;
        }

        number = read;
        return true;
    }

    private static bool IsNull(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.Null;

    private static bool Skip(ref Utf8JsonReader reader)
    {
        reader.Skip();
        return true;
    }
}
