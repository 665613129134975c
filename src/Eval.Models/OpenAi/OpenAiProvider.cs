using System.Security.Cryptography;
using System.Text;
using Eval.Core.Models;
using Eval.Models.Http;

namespace Eval.Models.OpenAi;

/// <summary>Makes models of one API profile.</summary>
public sealed class OpenAiProvider(ApiProfile profile) : IModelProvider
{
    public string Name => profile.Provider;

    /// <summary><c>api=chat|completions|both</c>, <c>reasoning=true|false</c>, <c>stream=true|false</c>, and where the profile has them <c>region</c> and <c>api_version</c>.</summary>
    public IReadOnlyList<string> Keys { get; } =
    [
        "api", "reasoning", "stream",
        .. profile.Regions.Count > 0 ? ["region"] : Array.Empty<string>(),
        .. profile.ApiVersion is null ? Array.Empty<string>() : ["api_version"],
    ];

    public ModelCreation Create(ModelSpec spec, ModelContext context)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(context);
        var problems = new List<string>();
        var url = ReadUrl(spec, context, problems);
        var key = ReadKey(spec, context, problems);
        var api = ReadApi(spec, problems);
        var isReasoning = ReadFlag(spec, "reasoning", problems) ?? Reasons(spec);
        var streams = ReadFlag(spec, "stream", problems) ?? (profile.StreamsThought && isReasoning && spec.ReasoningEffort != "none");
        if (problems.Count > 0)
        {
            return ModelCreation.Refused(problems);
        }

        var settings = new WireSettings
        {
            Profile = profile,
            Model = spec.Name,
            IsReasoning = isReasoning,
            Streams = streams,
            System = spec.System,
            ReasoningEffort = spec.ReasoningEffort,
            Extra = new ExtraFields(spec.Extra),
        };
        var endpoint = new HttpEndpoint(new HttpEndpointOptions
        {
            BaseUrl = url!,
            Key = key,
            KeyHeader = profile.KeyHeader,
            KeyVariable = spec.ApiKeyEnv ?? profile.KeyVariable,
            Headers = profile.Headers,
            Query = ApiVersion(spec) is { } version ? $"api-version={Uri.EscapeDataString(version)}" : null,
            Timeout = spec.Timeout ?? TimeSpan.FromMinutes(10),
            Quirks = new ErrorQuirks { QuotaIsRate = profile.QuotaIsRate, TakesReasoningKey = profile.ReasoningRefusesSampling },
            Time = context.Time,
            Handler = context.HttpHandler,
        });
        return ModelCreation.Of(new OpenAiModel(Describe(spec, url!, api, isReasoning), settings, endpoint));
    }

    private ModelInfo Describe(ModelSpec spec, Uri url, ApiKind api, bool isReasoning)
    {
        var abilities = (api.HasFlag(ApiKind.Chat) ? ModelAbilities.Chat : ModelAbilities.None)
            | (api.HasFlag(ApiKind.Completions) ? ModelAbilities.Text : ModelAbilities.None)
            | (api.HasFlag(ApiKind.Chat) && profile.Prefill != PrefillForm.None ? ModelAbilities.Prefill : ModelAbilities.None)
            | (api.HasFlag(ApiKind.Chat) && profile.MaxTopLogprobs > 0 && !isReasoning ? ModelAbilities.FirstTokenLogProbabilities : ModelAbilities.None);
        var identity = string.Join(
            '\n',
            [
                "openai-wire 1", spec.Provider, url.AbsoluteUri.TrimEnd('/'), spec.Name, ApiVersion(spec) ?? "", spec.System ?? "", spec.ReasoningEffort ?? "",
                .. spec.Option("reasoning") is { } reasoning ? [$"reasoning={reasoning}"] : Array.Empty<string>(),
                .. spec.Extra.OrderBy(extra => extra.Key, StringComparer.Ordinal).Select(extra => $"{extra.Key}={extra.Value}"),
            ]);
        return new ModelInfo
        {
            Name = spec.ReportName,
            Provider = spec.Provider,
            ModelId = spec.Name,
            Abilities = abilities,
            Fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity))),
            IsReasoning = isReasoning,
            MaxConcurrency = spec.MaxConcurrency ?? profile.ConcurrencyCeiling,
            Details = new Dictionary<string, string>(StringComparer.Ordinal) { ["endpoint"] = url.GetLeftPart(UriPartial.Path).TrimEnd('/') },
        };
    }

    private string? ApiVersion(ModelSpec spec) => profile.ApiVersion is null ? null : spec.Option("api_version") ?? profile.ApiVersion;

    private Uri? ReadUrl(ModelSpec spec, ModelContext context, List<string> problems)
    {
        if (spec.BaseUrl is not null)
        {
            return spec.BaseUrl;
        }

        if (spec.Option("region") is { } region)
        {
            if (profile.Regions.TryGetValue(region, out var root))
            {
                return new Uri(root);
            }

            problems.Add($"model '{spec.Text}': region={region} is not one of {string.Join(", ", profile.Regions.Keys)}");
            return null;
        }

        var address = (profile.BaseUrlVariable is { } variable ? context.Environment(variable) : null) ?? profile.BaseUrl;
        if (Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
        {
            return url;
        }

        problems.Add(profile.BaseUrlVariable is null
            ? $"model '{spec.Text}': say where the server is, for example base_url=http://127.0.0.1:8000/v1"
            : $"model '{spec.Text}': say where the server is, with base_url=https://… or the variable {profile.BaseUrlVariable}");
        return null;
    }

    private ApiKey? ReadKey(ModelSpec spec, ModelContext context, List<string> problems)
    {
        if ((spec.ApiKeyEnv ?? profile.KeyVariable) is not { } source)
        {
            return null;
        }

        // Another server than the provider's own gets the provider's key only when the user names it.
        if (spec.ApiKeyEnv is null && spec.BaseUrl is not null && profile.BaseUrl is not null)
        {
            return null;
        }

        var key = ApiKey.Read(source, context.Environment, out var problem);
        if (problem is not null)
        {
            problems.Add($"model '{spec.Text}': {problem}");
        }

        return key;
    }

    private ApiKind ReadApi(ModelSpec spec, List<string> problems)
    {
        switch (spec.Option("api"))
        {
            case null:
                return profile.DefaultApi;
            case "chat":
                return ApiKind.Chat;
            case "completions":
                return ApiKind.Completions;
            case "both":
                return ApiKind.Both;
            case var other:
                problems.Add($"model '{spec.Text}': api={other} is not one of chat, completions, both");
                return profile.DefaultApi;
        }
    }

    private static bool? ReadFlag(ModelSpec spec, string key, List<string> problems)
    {
        var text = spec.Option(key);
        if (text is not (null or "true" or "false"))
        {
            problems.Add($"model '{spec.Text}': {key}={text} is not true or false");
        }

        return text is null ? null : text == "true";
    }

    private bool Reasons(ModelSpec spec)
    {
        var name = spec.Name[(spec.Name.LastIndexOf('/') + 1)..];
        return (Begins(profile.ReasoningPrefixes, name) && !Begins(profile.NotReasoningPrefixes, name))
            || profile.AlwaysThinks(name)
            || (spec.ReasoningEffort is not (null or "none") && Begins(profile.HybridPrefixes, name));
    }

    private static bool Begins(IReadOnlyList<string> prefixes, string name) =>
        prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}
