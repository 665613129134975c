using Eval.Core.Models;
using Eval.Models.Baselines;
using Eval.Models.Decorators;
using Eval.Models.OpenAi;
using Eval.Models.Replay;

namespace Eval.Models;

/// <summary>Makes the models of a run from their specs, without touching the network.</summary>
public sealed class ModelFactory
{
    private readonly Dictionary<string, IModelProvider> _providers;
    private readonly ModelFactoryOptions _options;

    /// <summary>Prepares a factory.</summary>
    /// <param name="providers">All providers; a later one replaces an earlier one of the same name.</param>
    /// <param name="options">What all models get.</param>
    public ModelFactory(IEnumerable<IModelProvider> providers, ModelFactoryOptions options)
    {
        ArgumentNullException.ThrowIfNull(providers);
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _providers = new Dictionary<string, IModelProvider>(StringComparer.Ordinal);
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
        .. ApiProfiles.All.Select(profile => new OpenAiProvider(profile)),
    ];

    public IReadOnlyCollection<string> ProviderNames => _providers.Keys;

    /// <summary>Makes one model with its decorators; every problem that can be seen without the network is reported.</summary>
    public ModelCreation Create(ModelSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        if (!_providers.TryGetValue(spec.Provider, out var provider))
        {
            return ModelCreation.Refused(
                $"model '{spec.Text}': there is no provider '{spec.Provider}'; there are {string.Join(", ", _providers.Keys.Order(StringComparer.Ordinal))}");
        }

        var unknown = spec.Options.Keys.Where(key => !provider.Keys.Contains(key, StringComparer.Ordinal)).Select(key => Unknown(spec, key, provider)).ToList();
        if (unknown.Count > 0)
        {
            return ModelCreation.Refused(unknown);
        }

        var creation = provider.Create(spec, _options.Context);
        return creation.Model is { Info.IsCacheable: true } model ? ModelCreation.Of(Decorate(model)) : creation;
    }

    private RetryModel Decorate(IModel model) => new(model, _options.Retry, _options.Context.Time, _options.Context.Seed);

    private static string Unknown(ModelSpec spec, string key, IModelProvider provider)
    {
        var own = provider.Keys.Count == 0 ? "" : $"{provider.Name} also takes {string.Join(", ", provider.Keys)}; ";
        return $"model '{spec.Provider}:{spec.Name}': unknown key '{key}'; {own}every model takes {string.Join(", ", ModelSpecParser.CommonKeys)}";
    }
}
