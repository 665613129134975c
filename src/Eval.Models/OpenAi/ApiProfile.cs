namespace Eval.Models.OpenAi;

/// <summary>How one provider's API differs from OpenAI's: data, no code. Each value is backed by a wire test.</summary>
public sealed record ApiProfile
{
    /// <summary>Provider part of a spec.</summary>
    public required string Provider { get; init; }

    /// <summary>Root of the API; null where the user must give <c>base_url</c>.</summary>
    public string? BaseUrl { get; init; }

    /// <summary>Roots by the value of <c>region=</c>; empty where there is one only.</summary>
    public IReadOnlyDictionary<string, string> Regions { get; init; } = new Dictionary<string, string>();

    /// <summary>Variable that may hold the root (AZURE_OPENAI_ENDPOINT, OLLAMA_HOST); null for none.</summary>
    public string? BaseUrlVariable { get; init; }

    /// <summary>Variable that holds the key when <c>api_key_env</c> is not given; null sends no key unasked.</summary>
    public string? KeyVariable { get; init; }

    /// <summary>Header of the key; null for <c>Authorization: Bearer</c>.</summary>
    public string? KeyHeader { get; init; }

    /// <summary>Headers of every request.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Path below the root with <c>{model}</c> where the model's name stands in it.</summary>
    public string ChatPath { get; init; } = "chat/completions";

    public string CompletionsPath { get; init; } = "completions";

    /// <summary>Path that lists the models: asked once before a run, to find a wrong key or address; null where there is none.</summary>
    public string? ModelsPath { get; init; } = "models";

    /// <summary>Most requests in flight where the user does not say; the real number is found by trying.</summary>
    public int ConcurrencyCeiling { get; init; } = 64;

    /// <summary>Default of <c>api_version=</c>, sent as a query; null where the API has none.</summary>
    public string? ApiVersion { get; init; }

    /// <summary>False where the path names the model and the body must not.</summary>
    public bool SendsModel { get; init; } = true;

    /// <summary>What is served when <c>api=</c> does not say.</summary>
    public ApiKind DefaultApi { get; init; } = ApiKind.Chat;

    public string ChatMaxTokensField { get; init; } = "max_tokens";

    /// <summary>Model names (behind the last slash) of reasoning models, as prefixes.</summary>
    public IReadOnlyList<string> ReasoningPrefixes { get; init; } = [];

    /// <summary>Prefixes that begin with a reasoning prefix and do not reason after all.</summary>
    public IReadOnlyList<string> NotReasoningPrefixes { get; init; } = [];

    /// <summary>Parts of the names of models that always think (<c>-thinking</c>).</summary>
    public IReadOnlyList<string> ThinkingMarks { get; init; } = [];

    /// <summary>True where a model that thinks answers only as a stream, or only so for certain (DashScope).</summary>
    public bool StreamsThought { get; init; }

    /// <summary>True where thought is in <c>total_tokens</c> and not in <c>completion_tokens</c> (Gemini).</summary>
    public bool TotalHoldsThought { get; init; }

    /// <summary>True where a 429 that speaks of a quota means the tokens of this minute (DashScope).</summary>
    public bool QuotaIsRate { get; init; }

    /// <summary>True where a reasoning model refuses temperature, top_p, seed and stop strings.</summary>
    public bool ReasoningRefusesSampling { get; init; }

    public ReasoningForm ReasoningForm { get; init; } = ReasoningForm.EffortField;

    /// <summary>Prefixes of models that think or not as asked, and want to be told (DashScope's <c>enable_thinking</c>).</summary>
    public IReadOnlyList<string> HybridPrefixes { get; init; } = [];

    public bool SendsSeed { get; init; } = true;

    /// <summary>Most stop strings the API takes; the rest is cut by the runner all the same.</summary>
    public int MaxStops { get; init; } = 4;

    public PrefillForm Prefill { get; init; } = PrefillForm.None;

    /// <summary>Path of a chat request with a prefill, where it differs; null where it does not.</summary>
    public string? PrefillPath { get; init; }

    /// <summary>Most alternatives per token in chat; 0 where the API gives no log-probabilities.</summary>
    public int MaxTopLogprobs { get; init; }

    /// <summary>True where legacy completions may be asked to echo the prompt's log-probabilities; a probe decides whether the server really does.</summary>
    public bool OffersEcho { get; init; }

    /// <summary>Path of the tokenizer, from the root, where the server scores prompts by token id through <c>prompt_logprobs</c> (vLLM: beside <c>/v1</c>, not below it); null where there is none.</summary>
    public string? TokenizePath { get; init; }

    /// <summary>Whether a model of this name always thinks.</summary>
    public bool AlwaysThinks(string name) => ThinkingMarks.Any(mark => name.Contains(mark, StringComparison.OrdinalIgnoreCase));
}
