using System.Security.Cryptography;
using System.Text;
using Eval.Core.Models;
using Eval.Models.Http;

namespace Eval.Models.AnthropicApi;

/// <summary><c>anthropic:claude-…</c>.</summary>
public sealed class AnthropicProvider : IModelProvider
{
    internal const string KeyVariable = "ANTHROPIC_API_KEY";

    private static readonly Uri DefaultUrl = new("https://api.anthropic.com");

    public string Name => "anthropic";

    /// <summary><c>reasoning=true</c> leaves room for thought in the token limit.</summary>
    public IReadOnlyList<string> Keys => ["reasoning"];

    public ModelCreation Create(ModelSpec spec, ModelContext context)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(context);
        var problems = new List<string>();
        ApiKey? key = null;
        if ((spec.ApiKeyEnv ?? (spec.BaseUrl is null ? KeyVariable : null)) is { } source)
        {
            key = ApiKey.Read(source, context.Environment, out var problem);
            if (problem is not null)
            {
                problems.Add($"model '{spec.Text}': {problem}");
            }
        }

        if (spec.Option("reasoning") is not (null or "true" or "false"))
        {
            problems.Add($"model '{spec.Text}': reasoning={spec.Option("reasoning")} is not true or false");
        }

        if (problems.Count > 0)
        {
            return ModelCreation.Refused(problems);
        }

        var url = spec.BaseUrl ?? DefaultUrl;
        return ModelCreation.Of(new AnthropicModel(Describe(spec, url), spec, url, key, context));
    }

    private static ModelInfo Describe(ModelSpec spec, Uri url)
    {
        string[] identity =
        [
            "anthropic 1", url.AbsoluteUri.TrimEnd('/'), spec.Name, spec.System ?? "", spec.ReasoningEffort ?? "",
            .. spec.Extra.OrderBy(extra => extra.Key, StringComparer.Ordinal).Select(extra => $"{extra.Key}={extra.Value}"),
        ];
        return new ModelInfo
        {
            Name = spec.ReportName,
            Provider = spec.Provider,
            ModelId = spec.Name,
            Abilities = ModelAbilities.Chat | (AnthropicQuirks.TakesPrefill(spec.Name) ? ModelAbilities.Prefill : ModelAbilities.None),
            Fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', identity)))),
            IsReasoning = spec.Option("reasoning") == "true" || spec.ReasoningEffort is not (null or "none"),
            MaxConcurrency = spec.MaxConcurrency ?? 64,
            Details = new Dictionary<string, string>(StringComparer.Ordinal) { ["endpoint"] = url.GetLeftPart(UriPartial.Path).TrimEnd('/') },
        };
    }
}
