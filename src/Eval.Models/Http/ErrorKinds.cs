using System.Text.Json;

namespace Eval.Models.Http;

/// <summary>What kind of trouble a refusal is, by what providers really send; every rule has its case in the provider conformance tests.</summary>
internal static class ErrorKinds
{
    private static readonly string[] PromptCodes =
    [
        "context_length_exceeded", "exceed_context_size", "string_above_max_length", "content_filter", "content_policy_violation",
        "data_inspection_failed", "DataInspectionFailed", "invalid_prompt", "responsible_ai_policy",
    ];

    private static readonly string[] PromptMessages =
    [
        "context length", "context size", "maximum context", "context limit", "prompt is too long", "prompt too long", "input length", "input token count", "maximum model length",
        "Content Exists Risk",
    ];

    private static readonly string[] QuotaCodes =
    [
        "insufficient_quota", "billing_hard_limit_reached", "billing_not_active", "Arrearage", "insufficient_balance", "credit_balance", "AllocationQuota", "access_terminated",
    ];

    private static readonly string[] NameCodes = ["model_not_found", "ModelNotFound", "DeploymentNotFound"];

    private static readonly string[] NameMessages = ["model not exist", "not a valid model"];

    private static readonly string[] StreamMessages = ["non-streaming", "stream mode", "stream=False", "enable the stream", "非流式"];

    private static readonly string[] SamplingFields = ["temperature", "top_p", "seed", "stop"];

    /// <summary>Nothing more will be answered until someone pays, or until tomorrow.</summary>
    public static bool IsOutOfCredit(int status, ErrorBody error, TimeSpan? retryAfter, ErrorQuirks quirks)
    {
        // A 402 that names a time to wait is OpenRouter's budget for requests in flight.
        if (status == 402)
        {
            return retryAfter is null;
        }

        if (status == 429 && (quirks.QuotaIsRate || error.Code.Contains("Throttling", StringComparison.Ordinal)))
        {
            return false;
        }

        return error.Has(QuotaCodes)
            || error.Message.Contains("credit balance", StringComparison.OrdinalIgnoreCase)
            || (status == 429 && IsClosedUntilTomorrow(error));
    }

    /// <summary>The server refuses this prompt, and will answer others.</summary>
    public static bool IsAboutThePrompt(int status, ErrorBody error) => status switch
    {
        413 => true,
        400 or 422 => error.Has(PromptCodes) || error.Says(PromptMessages),

        // OpenRouter's moderation.
        403 => error.Fields is { } fields && fields.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object
            && (metadata.TryGetProperty("flagged_input", out _) || metadata.TryGetProperty("reasons", out _)),

        // One request above what the account may send in a whole minute.
        429 => error.Message.StartsWith("Request too large", StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>Status that an error inside an answer with status 200 stands for.</summary>
    public static int StatusOf(ErrorBody error) =>
        error.Number("code") is { } code and >= 400 and < 600 ? code
        : int.TryParse(error.Field("code"), out var written) && written is >= 400 and < 600 ? written
        : error.Has(PromptCodes) || error.Says(PromptMessages) ? 400
        : 500;

    /// <summary>What the user can do about a model that was stopped, where the words say more than the status; null where they do not.</summary>
    public static string? Advice(ErrorBody error, ErrorQuirks quirks)
    {
        if (error.Says(StreamMessages))
        {
            return "This model answers only as a stream: add stream=true.";
        }

        if (error.Has(["unsupported_parameter", "unsupported_value"]) && error.Field("param") is { } field)
        {
            if (field == "max_tokens")
            {
                return "This server wants max_completion_tokens, which openai:MODEL?base_url=… sends.";
            }

            if (quirks.TakesReasoningKey && SamplingFields.Contains(field, StringComparer.Ordinal))
            {
                return $"The model does not take {field}. If it is a reasoning model under a name of your own (an Azure deployment), add reasoning=true: {string.Join(", ", SamplingFields)} are then not sent.";
            }
        }

        return error.Has(NameCodes) || error.Says(NameMessages) ? "Check the model's name and base_url (many servers want it to end in /v1)." : null;
    }

    // Gemini: a quota of nothing for this plan, or one that is counted by the day.
    private static bool IsClosedUntilTomorrow(ErrorBody error) =>
        error.Says(["limit: 0,", "limit: 0 "]) || error.Details("violations").Any(violation =>
            violation.TryGetProperty("quotaId", out var id) && id.ValueKind == JsonValueKind.String && id.GetString()!.Contains("PerDay", StringComparison.Ordinal));
}
