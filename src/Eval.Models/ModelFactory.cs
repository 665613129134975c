using Eval.Core.Models;
using Eval.Core.Prompts.Templates;
using Eval.Core.Results;
using Eval.Models.AnthropicApi;
using Eval.Models.Baselines;
using Eval.Models.Decorators;
using Eval.Models.Http;
using Eval.Models.Limits;
using Eval.Models.LlamaServer;
using Eval.Models.OpenAi;
using Eval.Models.Replay;

namespace Eval.Models;

/// <summary>Makes the models of a run from their specs, without touching the network, each with its decorators.</summary>
/// <remarks>
/// From the outside in: cache (hits are free), retry (each attempt passes what follows), budget, cost, rate limit (one gate per endpoint), telemetry, adapter.
/// Models whose answers are not worth keeping (baselines, replays) get none of it.
/// </remarks>
public sealed class ModelFactory
{
    // Engines on the user's own machines: nobody bills them, so a budget in money does not need their price.
    private static readonly string[] Unbilled = ["onnx", "gguf", "llama-server", "ollama", "vllm"];

    private readonly Dictionary<string, IModelProvider> _providers = new(StringComparer.Ordinal);
    private readonly Dictionary<Uri, EndpointLimiter> _limiters = [];
    private readonly ModelFactoryOptions _options;

    /// <summary>Prepares a factory.</summary>
    /// <param name="providers">All providers; a later one replaces an earlier one of the same name.</param>
    /// <param name="options">What all models get.</param>
    public ModelFactory(IEnumerable<IModelProvider> providers, ModelFactoryOptions options)
    {
        ArgumentNullException.ThrowIfNull(providers);
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        foreach (var provider in providers)
        {
            _providers[provider.Name] = provider;
        }
    }

    /// <summary>Providers that need nothing but this assembly.</summary>
    public static IReadOnlyList<IModelProvider> BuiltIn { get; } =
    [
        new BaselineProvider(),
        new ReplayProvider(),
        new AnthropicProvider(),
        .. ApiProfiles.All.Select(profile => new OpenAiProvider(profile)),
        new LlamaServerProvider(),
        new GgufProvider(),
    ];

    public IReadOnlyCollection<string> ProviderNames => _providers.Keys;

    /// <summary>Gates by endpoint, as far as models have been made.</summary>
    public IReadOnlyDictionary<Uri, EndpointLimiter> Limiters => _limiters;

    /// <summary>What the run's answers of a model are priced with; null when unknown.</summary>
    public PriceManifest? PriceOf(ModelSpec spec, ModelInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        return _options.Catalog.PriceOf(spec, info.IsReasoning);
    }

    /// <summary>Makes one model; every problem that can be seen without the network is reported.</summary>
    public ModelCreation Create(ModelSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        if (!_providers.TryGetValue(spec.Provider, out var provider))
        {
            return ModelCreation.Refused(
                $"model '{spec.Provider}:{spec.Name}': there is no provider '{spec.Provider}'; there are {string.Join(", ", _providers.Keys.Order(StringComparer.Ordinal))}");
        }

        var unknown = spec.Options.Keys.Where(key => !provider.Keys.Contains(key, StringComparer.Ordinal)).Select(key => Unknown(spec, key, provider)).ToList();
        if (unknown.Count > 0)
        {
            return ModelCreation.Refused(unknown);
        }

        var creation = provider.Create(spec, _options.Context);
        var decorated = creation.Model is { Info.IsCacheable: true } model ? Decorate(spec, model) : creation;
        return decorated.Model is { } made && spec.Template is { } template ? WithTemplate(spec, made, template) : decorated;
    }

    // Outermost: what is cached, counted and sent is the text that the template wrote.
    private static ModelCreation WithTemplate(ModelSpec spec, IModel model, string template)
    {
        if (model.Info.Details.ContainsKey("template"))
        {
            return ModelCreation.Of(model);
        }

        if (!model.Info.Abilities.HasFlag(ModelAbilities.Text))
        {
            (model as IDisposable)?.Dispose();
            return ModelCreation.Refused($"model '{spec.Provider}:{spec.Name}': template={template} needs raw text, and this API takes chat turns only; add api=completions where the server has it, or leave the template out");
        }

        try
        {
            return ModelCreation.Of(new TemplatedModel(model, ChatTemplates.Find(template)));
        }
        catch (ArgumentException unknown)
        {
            (model as IDisposable)?.Dispose();
            return ModelCreation.Refused($"model '{spec.Provider}:{spec.Name}': {unknown.Message.Split(" (Parameter")[0]}");
        }
    }

    private ModelCreation Decorate(ModelSpec spec, IModel adapter)
    {
        var context = _options.Context;
        var price = PriceOf(spec, adapter.Info);
        if (BudgetProblem(spec, price) is { } problem)
        {
            (adapter as IDisposable)?.Dispose();
            return ModelCreation.Refused(problem);
        }

        IModel model = new TelemetryModel(adapter, context.Time);
        if (Gate(spec, adapter) is { } gate)
        {
            model = new RateLimitModel(model, gate);
        }

        model = price is null ? model : new CostModel(model, price);
        model = _options.Budget is { } budget ? new BudgetModel(model, budget, price) : model;
        model = new RetryModel(model, _options.Retry, context.Time, context.Seed);
        return ModelCreation.Of(_options.Cache is { } cache ? new CacheModel(model, cache, context.Loggers.CreateLogger("Eval.Models")) : model);
    }

    private EndpointLimiter? Gate(ModelSpec spec, IModel adapter)
    {
        if (adapter is not IEndpointModel remote)
        {
            return spec.MaxConcurrency is null && spec.RequestsPerMinute is null && spec.TokensPerMinute is null ? null : new EndpointLimiter(Limits(spec, adapter), _options.Context.Time);
        }

        if (!_limiters.TryGetValue(remote.Endpoint, out var gate))
        {
            _limiters.Add(remote.Endpoint, gate = new EndpointLimiter(Limits(spec, adapter), _options.Context.Time));
        }

        remote.HeadersSeen = gate.Observe;
        return gate;
    }

    private static LimiterOptions Limits(ModelSpec spec, IModel adapter) => new()
    {
        Initial = spec.MaxConcurrency ?? new LimiterOptions().Initial,
        Ceiling = spec.MaxConcurrency ?? adapter.Info.MaxConcurrency ?? new LimiterOptions().Ceiling,
        IsProbing = spec.MaxConcurrency is null,
        RequestsPerMinute = spec.RequestsPerMinute,
        TokensPerMinute = spec.TokensPerMinute,
    };

    private string? BudgetProblem(ModelSpec spec, PriceManifest? price)
    {
        if (_options.Budget is not { LimitsCost: true } budget || Unbilled.Contains(spec.Provider, StringComparer.Ordinal))
        {
            return null;
        }

        return price is null
            ? $"model '{spec.Provider}:{spec.Name}': its price is unknown, so a budget in {budget.Currency} cannot be kept; add the price with its source and date to your own models.yaml, or limit tokens or requests instead"
            : price.Currency != budget.Currency
                ? $"model '{spec.Provider}:{spec.Name}': its price is in {price.Currency} and the budget in {budget.Currency}; give the budget in {price.Currency}"
                : null;
    }

    private static string Unknown(ModelSpec spec, string key, IModelProvider provider)
    {
        var own = provider.Keys.Count == 0 ? "" : $"{provider.Name} also takes {string.Join(", ", provider.Keys)}; ";
        return $"model '{spec.Provider}:{spec.Name}': unknown key '{key}'; {own}every model takes {string.Join(", ", ModelSpecParser.CommonKeys)}";
    }
}
