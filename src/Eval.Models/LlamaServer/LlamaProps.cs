namespace Eval.Models.LlamaServer;

/// <summary>Answer of <c>/props</c>.</summary>
internal sealed record LlamaProps
{
    /// <summary>What llama.cpp falls back to (CHATML_TEMPLATE_SRC in https://github.com/ggml-org/llama.cpp/blob/master/common/chat.cpp).</summary>
    private const string Fallback = """
        {%- for message in messages -%}
          {{- '<|im_start|>' + message.role + '\n' + message.content + '<|im_end|>\n' -}}
        {%- endfor -%}
        {%- if add_generation_prompt -%}
          {{- '<|im_start|>assistant\n' -}}
        {%- endif -%}
        """;

    public int TotalSlots { get; init; }

    public string? ModelPath { get; init; }

    public string? ModelFtype { get; init; }

    public string? ChatTemplate { get; init; }

    /// <summary>Whether the server has a template to speak of. Without one it says and uses plain ChatML, whatever the model was trained on; a server told to use ChatML looks the same.</summary>
    public bool HasChatTemplate => Plain(ChatTemplate ?? "") is var own && own.Length > 0 && own != Plain(Fallback);

    public string? BuildInfo { get; init; }

    public Defaults? DefaultGenerationSettings { get; init; }

    /// <summary>Tokens one slot holds.</summary>
    public int ContextLength => DefaultGenerationSettings?.NCtx ?? 0;

    // Line ends stand in the text itself or as escapes in its strings.
    private static string Plain(string template) => template.Replace("\\n", "\n", StringComparison.Ordinal).ReplaceLineEndings("\n").Trim();

    internal sealed record Defaults
    {
        public int NCtx { get; init; }
    }
}
