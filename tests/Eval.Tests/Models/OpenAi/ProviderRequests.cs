namespace Eval.Tests.Models.OpenAi;

/// <summary>What each provider is sent for one chat question with temperature 0, top_p 0.9, seed 7, five stop strings and a limit of 64 tokens.</summary>
internal static class ProviderRequests
{
    private const string Turns = "\"messages\":[{\"role\":\"user\",\"content\":\"2 + 3?\"}]";

    private const string Sampling = "\"temperature\":0,\"top_p\":0.9,\"seed\":7,\"stop\":[\"S1\",\"S2\",\"S3\",\"S4\"]";

    private const string Stream = ",\"stream\":true,\"stream_options\":{\"include_usage\":true}";

    public static IReadOnlyList<ProviderRequest> Rows { get; } =
    [
        new(
            "openai:gpt-4o", "https://api.openai.com/v1/chat/completions", "Authorization: Bearer secret-OPENAI_API_KEY",
            "{\"model\":\"gpt-4o\"," + Turns + ",\"max_completion_tokens\":64,\"temperature\":0,\"top_p\":0.9,\"seed\":7,\"stop\":[\"S1\",\"S2\",\"S3\",\"S4\"]}"),
        new(
            "openai:o3-mini?reasoning_effort=low", "https://api.openai.com/v1/chat/completions", "Authorization: Bearer secret-OPENAI_API_KEY",
            "{\"model\":\"o3-mini\"," + Turns + ",\"max_completion_tokens\":64,\"reasoning_effort\":\"low\"}"),
        new(
            "azure:my-gpt?base_url=https://res.openai.azure.com", "https://res.openai.azure.com/openai/deployments/my-gpt/chat/completions?api-version=2024-10-21",
            "api-key: secret-AZURE_OPENAI_API_KEY",
            "{" + Turns + ",\"max_completion_tokens\":64,\"temperature\":0,\"top_p\":0.9,\"seed\":7,\"stop\":[\"S1\",\"S2\",\"S3\",\"S4\"]}"),
        new(
            "azure:my-o3?base_url=https://res.openai.azure.com&reasoning=true&api_version=2025-01-01-preview",
            "https://res.openai.azure.com/openai/deployments/my-o3/chat/completions?api-version=2025-01-01-preview", "api-key: secret-AZURE_OPENAI_API_KEY",
            "{" + Turns + ",\"max_completion_tokens\":64}"),
        new(
            "dashscope:qwen-max", "https://dashscope.aliyuncs.com/compatible-mode/v1/chat/completions", "Authorization: Bearer secret-DASHSCOPE_API_KEY",
            "{\"model\":\"qwen-max\"," + Turns + ",\"max_tokens\":64,\"temperature\":0,\"top_p\":0.9,\"seed\":7,\"stop\":[\"S1\",\"S2\",\"S3\",\"S4\"]}"),
        new(
            "dashscope:qwen3-8b?region=intl", "https://dashscope-intl.aliyuncs.com/compatible-mode/v1/chat/completions", "Authorization: Bearer secret-DASHSCOPE_API_KEY",
            "{\"model\":\"qwen3-8b\"," + Turns + ",\"max_tokens\":64,\"temperature\":0,\"top_p\":0.9,\"seed\":7,\"stop\":[\"S1\",\"S2\",\"S3\",\"S4\"],\"enable_thinking\":false}"),
        new(
            "dashscope:qwen-plus?reasoning_effort=high", "https://dashscope.aliyuncs.com/compatible-mode/v1/chat/completions", "Authorization: Bearer secret-DASHSCOPE_API_KEY",
            "{\"model\":\"qwen-plus\"," + Turns + ",\"max_tokens\":64,\"temperature\":0,\"top_p\":0.9,\"seed\":7,\"stop\":[\"S1\",\"S2\",\"S3\",\"S4\"],\"enable_thinking\":true" + Stream + "}"),
        new(
            "gemini:gemini-2.5-pro?reasoning_effort=medium", "https://generativelanguage.googleapis.com/v1beta/openai/chat/completions", "Authorization: Bearer secret-GEMINI_API_KEY",
            "{\"model\":\"gemini-2.5-pro\"," + Turns + ",\"max_tokens\":64,\"temperature\":0,\"top_p\":0.9,\"stop\":[\"S1\",\"S2\",\"S3\",\"S4\"],\"reasoning_effort\":\"medium\"}"),
        new(
            "deepseek:deepseek-chat", "https://api.deepseek.com/chat/completions", "Authorization: Bearer secret-DEEPSEEK_API_KEY",
            "{\"model\":\"deepseek-chat\"," + Turns + ",\"max_tokens\":64,\"temperature\":0,\"top_p\":0.9,\"stop\":[\"S1\",\"S2\",\"S3\",\"S4\",\"S5\"]}"),
        new(
            "deepseek:deepseek-reasoner", "https://api.deepseek.com/chat/completions", "Authorization: Bearer secret-DEEPSEEK_API_KEY",
            "{\"model\":\"deepseek-reasoner\"," + Turns + ",\"max_tokens\":64}"),
        new(
            "openrouter:qwen/qwen-2.5-7b-instruct:free?reasoning_effort=low", "https://openrouter.ai/api/v1/chat/completions", "Authorization: Bearer secret-OPENROUTER_API_KEY",
            "{\"model\":\"qwen/qwen-2.5-7b-instruct:free\"," + Turns + ",\"max_tokens\":64,\"temperature\":0,\"top_p\":0.9,\"seed\":7,\"stop\":[\"S1\",\"S2\",\"S3\",\"S4\"],\"reasoning\":{\"effort\":\"low\"}}"),
        new(
            "ollama:qwen2.5:7b", "http://localhost:11434/v1/chat/completions", "",
            "{\"model\":\"qwen2.5:7b\"," + Turns + ",\"max_tokens\":64,\"temperature\":0,\"top_p\":0.9,\"seed\":7,\"stop\":[\"S1\",\"S2\",\"S3\",\"S4\",\"S5\"]}"),
        new(
            "vllm:Qwen/Qwen-7B-Chat?extra.chat_template_kwargs.enable_thinking=false&extra.top_k=20&extra.temperature=0.5", "http://localhost:8000/v1/chat/completions", "",
            "{\"model\":\"Qwen/Qwen-7B-Chat\"," + Turns + ",\"max_tokens\":64,\"top_p\":0.9,\"seed\":7,\"stop\":[\"S1\",\"S2\",\"S3\",\"S4\",\"S5\"],\"chat_template_kwargs\":{\"enable_thinking\":false},\"temperature\":0.5,\"top_k\":20}"),
        new(
            "openai-compatible:m?base_url=http://127.0.0.1:9/v1/&system=Be%20brief.", "http://127.0.0.1:9/v1/chat/completions", "",
            "{\"model\":\"m\",\"messages\":[{\"role\":\"system\",\"content\":\"Be brief.\"},{\"role\":\"user\",\"content\":\"2 + 3?\"}],\"max_tokens\":64,\"temperature\":0,\"top_p\":0.9,\"seed\":7,\"stop\":[\"S1\",\"S2\",\"S3\",\"S4\",\"S5\"]}"),
        new(
            "openai-compatible:m?base_url=http://127.0.0.1:9/v1&api_key_env=MINE", "http://127.0.0.1:9/v1/chat/completions", "Authorization: Bearer secret-MINE",
            "{\"model\":\"m\"," + Turns + ",\"max_tokens\":64,\"temperature\":0,\"top_p\":0.9,\"seed\":7,\"stop\":[\"S1\",\"S2\",\"S3\",\"S4\",\"S5\"]}"),
        new(
            "openai:gpt-4o?stream=true", "https://api.openai.com/v1/chat/completions", "Authorization: Bearer secret-OPENAI_API_KEY",
            "{\"model\":\"gpt-4o\"," + Turns + ",\"max_completion_tokens\":64," + Sampling + Stream + "}"),
        new(
            "dashscope:qwq-plus", "https://dashscope.aliyuncs.com/compatible-mode/v1/chat/completions", "Authorization: Bearer secret-DASHSCOPE_API_KEY",
            "{\"model\":\"qwq-plus\"," + Turns + ",\"max_tokens\":64," + Sampling + Stream + "}"),
        new(
            "dashscope:qwen3-235b-a22b-thinking-2507", "https://dashscope.aliyuncs.com/compatible-mode/v1/chat/completions", "Authorization: Bearer secret-DASHSCOPE_API_KEY",
            "{\"model\":\"qwen3-235b-a22b-thinking-2507\"," + Turns + ",\"max_tokens\":64," + Sampling + Stream + "}"),
        new(
            "dashscope:qwen3-8b?reasoning=true&stream=false", "https://dashscope.aliyuncs.com/compatible-mode/v1/chat/completions", "Authorization: Bearer secret-DASHSCOPE_API_KEY",
            "{\"model\":\"qwen3-8b\"," + Turns + ",\"max_tokens\":64," + Sampling + ",\"enable_thinking\":true}"),
        new(
            "dashscope:qwen-plus?reasoning_effort=none", "https://dashscope.aliyuncs.com/compatible-mode/v1/chat/completions", "Authorization: Bearer secret-DASHSCOPE_API_KEY",
            "{\"model\":\"qwen-plus\"," + Turns + ",\"max_tokens\":64," + Sampling + ",\"enable_thinking\":false}"),
    ];
}
