namespace Eval.Models.OpenAi;

/// <summary>The providers that speak OpenAI's protocol, and their quirks.</summary>
public static class ApiProfiles
{
    /// <summary>https://platform.openai.com/docs/api-reference/chat</summary>
    public static ApiProfile OpenAi { get; } = new()
    {
        Provider = "openai",
        BaseUrl = "https://api.openai.com/v1",
        KeyVariable = "OPENAI_API_KEY",
        ChatMaxTokensField = "max_completion_tokens",
        ReasoningPrefixes = ["o1", "o3", "o4", "gpt-5"],
        NotReasoningPrefixes = ["gpt-5-chat"],
        ReasoningRefusesSampling = true,
        MaxTopLogprobs = 20,
        OffersEcho = true,
    };

    /// <summary>https://learn.microsoft.com/azure/ai-services/openai/reference: the deployment stands in the path, the version in the query, the key in its own header.</summary>
    public static ApiProfile Azure { get; } = OpenAi with
    {
        Provider = "azure",
        BaseUrl = null,
        BaseUrlVariable = "AZURE_OPENAI_ENDPOINT",
        KeyVariable = "AZURE_OPENAI_API_KEY",
        KeyHeader = "api-key",
        ChatPath = "openai/deployments/{model}/chat/completions",
        CompletionsPath = "openai/deployments/{model}/completions",
        ModelsPath = "openai/models",
        ApiVersion = "2024-10-21",
        SendsModel = false,
        OffersEcho = false,
    };

    /// <summary>https://www.alibabacloud.com/help/en/model-studio/use-qwen-by-calling-api: keys of the two regions differ.</summary>
    public static ApiProfile DashScope { get; } = new()
    {
        Provider = "dashscope",
        BaseUrl = "https://dashscope.aliyuncs.com/compatible-mode/v1",
        Regions = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["cn"] = "https://dashscope.aliyuncs.com/compatible-mode/v1",
            ["intl"] = "https://dashscope-intl.aliyuncs.com/compatible-mode/v1",
        },
        KeyVariable = "DASHSCOPE_API_KEY",
        ReasoningPrefixes = ["qwq", "qvq", "deepseek-r1"],
        ThinkingMarks = ["-thinking"],
        StreamsThought = true,
        QuotaIsRate = true,
        HybridPrefixes = ["qwen3", "qwen-plus", "qwen-turbo", "qwen-flash"],
        ReasoningForm = ReasoningForm.EnableThinking,
        Prefill = PrefillForm.PartialFlag,
        MaxTopLogprobs = 5,
    };

    /// <summary>https://ai.google.dev/gemini-api/docs/openai</summary>
    public static ApiProfile Gemini { get; } = new()
    {
        Provider = "gemini",
        BaseUrl = "https://generativelanguage.googleapis.com/v1beta/openai",
        KeyVariable = "GEMINI_API_KEY",
        ReasoningPrefixes = ["gemini-2.5", "gemini-3"],
        NotReasoningPrefixes = ["gemini-2.5-flash-lite"],
        SendsSeed = false,
        TotalHoldsThought = true,
    };

    /// <summary>https://api-docs.deepseek.com: prefills go to another path.</summary>
    public static ApiProfile DeepSeek { get; } = new()
    {
        Provider = "deepseek",
        BaseUrl = "https://api.deepseek.com",
        KeyVariable = "DEEPSEEK_API_KEY",
        ReasoningPrefixes = ["deepseek-reasoner"],
        ReasoningRefusesSampling = true,
        SendsSeed = false,
        MaxStops = 16,
        Prefill = PrefillForm.PrefixFlag,
        PrefillPath = "beta/chat/completions",
        MaxTopLogprobs = 20,
    };

    /// <summary>https://openrouter.ai/docs/api-reference</summary>
    public static ApiProfile OpenRouter { get; } = new()
    {
        Provider = "openrouter",
        BaseUrl = "https://openrouter.ai/api/v1",
        KeyVariable = "OPENROUTER_API_KEY",
        ReasoningPrefixes = ["o1", "o3", "o4", "gpt-5", "deepseek-r1", "qwq", "gemini-2.5-pro", "gemini-3"],
        NotReasoningPrefixes = ["gpt-5-chat"],
        ReasoningForm = ReasoningForm.EffortObject,
        Prefill = PrefillForm.LastTurn,
    };

    /// <summary>https://docs.ollama.com/openai</summary>
    public static ApiProfile Ollama { get; } = new()
    {
        Provider = "ollama",
        BaseUrl = "http://localhost:11434/v1",
        DefaultApi = ApiKind.Both,
        ReasoningPrefixes = ["deepseek-r1", "qwq", "gpt-oss"],
        ConcurrencyCeiling = 8,
        MaxStops = 16,
    };

    /// <summary>https://docs.vllm.ai/en/latest/serving/openai_compatible_server.html</summary>
    public static ApiProfile Vllm { get; } = new()
    {
        Provider = "vllm",
        BaseUrl = "http://localhost:8000/v1",
        DefaultApi = ApiKind.Both,
        MaxStops = 16,
        Prefill = PrefillForm.ContinueFinalMessage,
        MaxTopLogprobs = 20,
        OffersEcho = true,
        TokenizePath = "../tokenize",
    };

    /// <summary>Any other server; no key is sent unless <c>api_key_env</c> names one.</summary>
    public static ApiProfile Compatible { get; } = new()
    {
        Provider = "openai-compatible",
        MaxStops = 16,
        OffersEcho = true,
        MaxTopLogprobs = 20,
    };

    public static IReadOnlyList<ApiProfile> All { get; } = [OpenAi, Azure, DashScope, Gemini, DeepSeek, OpenRouter, Ollama, Vllm, Compatible];
}
