using Eval.Core.Models;
using Eval.Core.Results;

namespace Eval.Models.Catalog;

/// <summary>Models and their prices, found by the names under which they are served.</summary>
public sealed class ModelCatalog
{
    private static readonly string[] OneAddress = ["openai", "anthropic", "gemini", "deepseek", "openrouter"];

    private readonly Dictionary<string, CatalogModel> _byName = new(StringComparer.OrdinalIgnoreCase);

    public ModelCatalog(IReadOnlyList<CatalogModel> models)
    {
        ArgumentNullException.ThrowIfNull(models);
        Models = models;
        foreach (var model in models)
        {
            _byName.TryAdd(model.Id, model);
            foreach (var alias in model.Aliases ?? [])
            {
                _byName.TryAdd(alias, model);
            }
        }
    }

    public static ModelCatalog Empty { get; } = new([]);

    public IReadOnlyList<CatalogModel> Models { get; }

    /// <summary>The model of this id or alias; null when the catalogue has none.</summary>
    public CatalogModel? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>What the endpoint that a spec names asks for its model; null when that is unknown.</summary>
    public PriceManifest? PriceOf(ModelSpec spec, bool isReasoning)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var provider = spec.Provider switch
        {
            "gemini" => "google",
            "dashscope" when IsInternational(spec) => "dashscope-intl",
            var same => same,
        };

        // Another address than the provider's own may have other prices.
        if (spec.BaseUrl is not null && OneAddress.Contains(spec.Provider, StringComparer.Ordinal))
        {
            return null;
        }

        var prices = Find(spec.Name)?.Prices ?? [];
        var price = prices.FirstOrDefault(price => price.Provider == provider) ?? prices.FirstOrDefault(price => price.Provider == spec.Provider);
        return price is null ? null : ToManifest(price, isReasoning);
    }

    /// <summary>This catalogue with a user's entries on top: fields of known ids are replaced, new ids are added.</summary>
    public ModelCatalog With(ModelCatalog user)
    {
        ArgumentNullException.ThrowIfNull(user);
        var own = user.Models.ToDictionary(model => model.Id, StringComparer.OrdinalIgnoreCase);
        var merged = Models.Select(model => own.Remove(model.Id, out var mine) ? model.With(mine) : model).ToList();
        return new ModelCatalog([.. user.Models.Where(model => own.ContainsKey(model.Id)), .. merged]);
    }

    private static bool IsInternational(ModelSpec spec) =>
        spec.Option("region") == "intl" || spec.BaseUrl?.Host.Contains("-intl", StringComparison.Ordinal) == true;

    private static PriceManifest ToManifest(CatalogPrice price, bool isReasoning) => new()
    {
        Currency = price.Currency,
        Input = price.Input,
        CachedInput = price.CachedInput,
        Output = isReasoning ? price.ReasoningOutput ?? price.Output : price.Output,
        AsOf = price.AsOf.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        Source = price.Source.ToString(),
    };
}
