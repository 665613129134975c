using Eval.Core.Models;

namespace Eval.Tests.Models.OpenAi;

/// <summary>Token counts as each provider reports them.</summary>
internal static class ProviderUsages
{
    public static IReadOnlyList<UsageReport> Rows { get; } =
    [
        Chat("openai:o3", """{"prompt_tokens":19,"completion_tokens":10,"total_tokens":29,"prompt_tokens_details":{"cached_tokens":8,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":6,"accepted_prediction_tokens":0}}""",
            new Usage { Input = 19, Output = 10, Cached = 8, Reasoning = 6 }),
        Chat("azure:d?base_url=https://r.openai.azure.com", """{"prompt_tokens":11,"completion_tokens":4,"total_tokens":15,"prompt_tokens_details":{"audio_tokens":0,"cached_tokens":0},"completion_tokens_details":{"accepted_prediction_tokens":0,"audio_tokens":0,"reasoning_tokens":0,"rejected_prediction_tokens":0}}""",
            new Usage { Input = 11, Output = 4, Cached = 0, Reasoning = 0 }),
        Chat("dashscope:qwq-plus", """{"prompt_tokens":22,"completion_tokens":300,"total_tokens":322,"completion_tokens_details":{"reasoning_tokens":250},"prompt_tokens_details":{"cached_tokens":16}}""",
            new Usage { Input = 22, Output = 300, Cached = 16, Reasoning = 250 }),

        // Thought is in the total alone.
        Chat("gemini:gemini-2.5-flash", """{"prompt_tokens":20,"completion_tokens":198,"total_tokens":623}""", new Usage { Input = 20, Output = 603, Reasoning = 405 }),
        Chat("gemini:gemini-2.5-flash", """{"prompt_tokens":21,"completion_tokens":0,"total_tokens":81,"completion_tokens_details":{"reasoning_tokens":60}}""", new Usage { Input = 21, Output = 60, Reasoning = 60 }),
        Chat("gemini:gemini-2.0-flash", """{"prompt_tokens":5,"completion_tokens":2,"total_tokens":7}""", new Usage { Input = 5, Output = 2 }),
        Chat("deepseek:deepseek-reasoner", """{"prompt_tokens":16,"completion_tokens":40,"total_tokens":56,"prompt_cache_hit_tokens":12,"prompt_cache_miss_tokens":4,"completion_tokens_details":{"reasoning_tokens":30}}""",
            new Usage { Input = 16, Output = 40, Cached = 12, Reasoning = 30 }),
        Chat("openrouter:m", """{"prompt_tokens":10,"completion_tokens":2,"total_tokens":12,"cost":0.00014,"prompt_tokens_details":{"cached_tokens":3},"completion_tokens_details":{"reasoning_tokens":0}}""",
            new Usage { Input = 10, Output = 2, Cached = 3, Reasoning = 0 }),
        Chat("ollama:m", """{"prompt_tokens":26,"completion_tokens":8,"total_tokens":34}""", new Usage { Input = 26, Output = 8 }),
        Chat("vllm:m", """{"prompt_tokens":9,"total_tokens":12,"completion_tokens":3,"prompt_tokens_details":null}""", new Usage { Input = 9, Output = 3 }),
        Chat("vllm:m", """{"prompt_tokens":9,"total_tokens":12,"completion_tokens":3,"prompt_tokens_details":{"cached_tokens":8}}""", new Usage { Input = 9, Output = 3, Cached = 8 }),
        Chat("openai-compatible:m?base_url=http://h/v1", """{"prompt_tokens":"9","completion_tokens":"3"}""", new Usage { Input = 9, Output = 3 }),
        Chat("openai-compatible:m?base_url=http://h/v1", "null", Usage.None),

        // Cached prompt tokens are counted beside the others.
        new(
            "anthropic:claude-sonnet-4-5",
            """{"id":"msg_1","type":"message","role":"assistant","model":"c","content":[{"type":"text","text":"5","citations":null}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":10,"cache_creation_input_tokens":3,"cache_read_input_tokens":5,"output_tokens":7}}""",
            new Usage { Input = 18, Output = 7, Cached = 5 }),
    ];

    private static UsageReport Chat(string spec, string usage, Usage expected) =>
        new(spec, $$"""{"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"5"},"finish_reason":"stop"}],"usage":{{usage}}}""", expected);
}
