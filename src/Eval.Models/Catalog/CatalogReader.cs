using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Eval.Models.Catalog;

/// <summary>Reads <c>models.yaml</c>: ours, or a user's that goes on top of it. A price without source and date is refused.</summary>
public static class CatalogReader
{
    private static readonly string[] ModelKeys =
    [
        "id", "name", "family", "access", "licence", "parameters", "active_parameters", "context", "released", "checkpoints", "aliases", "reasoning", "prices", "note",
    ];

    /// <summary>Reads a file.</summary>
    /// <exception cref="CatalogException">The file is broken; all problems are listed.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ModelCatalog Read(string path) => Parse(File.ReadAllText(path), path);

    /// <summary>Reads text; <paramref name="path"/> stands in the problems.</summary>
    /// <exception cref="CatalogException">The text is broken; all problems are listed.</exception>
    public static ModelCatalog Parse(string text, string path)
    {
        var problems = new List<string>();
        var models = new List<CatalogModel>();
        if (Root(text, path, problems) is { } root)
        {
            foreach (var map in root.Maps("models", ModelKeys) ?? [])
            {
                models.Add(ReadModel(map));
            }
        }

        foreach (var twice in models.GroupBy(model => model.Id, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            problems.Add($"{path}: the id {twice.Key} is given {twice.Count().ToString(CultureInfo.InvariantCulture)} times");
        }

        return problems.Count == 0 ? new ModelCatalog(models) : throw new CatalogException(problems);
    }

    private static CatalogMap? Root(string text, string path, List<string> problems)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents is [{ RootNode: YamlMappingNode map }])
            {
                return new CatalogMap(path, map, ["models"], problems);
            }

            problems.Add($"{path}:1:1: a catalogue is one mapping with the key models");
        }
        catch (YamlException exception)
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"{path}:{exception.Start.Line}:{exception.Start.Column}: {exception.Message}"));
        }

        return null;
    }

    private static CatalogModel ReadModel(CatalogMap map) => new()
    {
        Id = map.Required("id"),
        Name = map.Text("name"),
        Family = map.Text("family"),
        Access = map.OneOf("access", "open", "closed"),
        Licence = map.Map("licence", "name", "url", "commercial_use") is { } licence
            ? new CatalogLicence(licence.Required("name"), licence.Address("url"), licence.OneOf("commercial_use", "yes", "no", "conditional") ?? licence.Required("commercial_use"))
            : null,
        Parameters = (double?)map.Amount("parameters"),
        ActiveParameters = (double?)map.Amount("active_parameters"),
        Context = (int?)map.Amount("context"),
        Released = map.Text("released"),
        Checkpoints = map.Maps("checkpoints", "date", "note") is { } checkpoints
            ? [.. checkpoints.Select(checkpoint => new CatalogCheckpoint(checkpoint.Required("date"), checkpoint.Text("note")))]
            : null,
        Aliases = map.Texts("aliases"),
        Reasoning = map.Flag("reasoning"),
        Prices = map.Maps("prices", "provider", "currency", "per_million", "as_of", "source", "note") is { } prices
            ? [.. prices.Select(ReadPrice).OfType<CatalogPrice>()]
            : null,
        Note = map.Text("note"),
    };

    private static CatalogPrice? ReadPrice(CatalogMap map)
    {
        var provider = map.Required("provider");
        var currency = map.Required("currency");
        if (currency is { Length: > 0 } && (currency.Length != 3 || !currency.All(char.IsAsciiLetterUpper)))
        {
            map.Report($"currency {currency} is not an ISO 4217 code such as USD or CNY");
        }

        if (!map.Has("source") || !map.Has("as_of"))
        {
            map.Report("a price needs its source (an address) and as_of (the day); leave a price out rather than guess it");
        }

        var source = map.Address("source");
        var asOf = map.Date("as_of");
        var amounts = map.Map("per_million", "input", "cached_input", "output", "reasoning_output");
        if (amounts is null)
        {
            map.Report("a price needs per_million with input and output");
        }

        amounts?.Required("input");
        amounts?.Required("output");
        return source is null || asOf is null || amounts?.Amount("input") is not { } input || amounts.Amount("output") is not { } output
            ? null
            : new CatalogPrice
            {
                Provider = provider,
                Currency = currency,
                Input = input,
                CachedInput = amounts.Amount("cached_input"),
                Output = output,
                ReasoningOutput = amounts.Amount("reasoning_output"),
                AsOf = asOf.Value,
                Source = source,
                Note = map.Text("note"),
            };
    }
}
