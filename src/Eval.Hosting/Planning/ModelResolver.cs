using Eval.Core.Models;
using Eval.Core.Results;
using Eval.Models;
using Eval.Models.Catalog;

namespace Eval.Hosting.Planning;

/// <summary>Turns model specs into models that are ready to be asked. What is wrong with a spec, and a model that fails its load-time check, is a problem of the request; an endpoint that refuses us stops only its model.</summary>
public sealed class ModelResolver(ModelFactory factory, ModelCatalog catalog)
{
    /// <summary>Models of the quick suite.</summary>
    public static IReadOnlyList<string> Baselines { get; } = ["baseline:random", "baseline:longest", "baseline:ngram"];

    /// <summary>Makes every model and lets those that can reach out once.</summary>
    /// <remarks>A model that cannot be reached now stays in the plan where its abilities are known without asking it: its samples wait for the run to be resumed.</remarks>
    public async Task<ModelResolution> ResolveAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var resolution = new ModelResolution { Gates = factory.Limiters };
        foreach (var text in texts)
        {
            if (Create(text, resolution) is not { } made)
            {
                continue;
            }

            try
            {
                if (made.Model is IModelPreflight preflight)
                {
                    await preflight.CheckAsync(cancellationToken);
                }
            }
            catch (ModelStoppedException unfit) when (unfit.IsUnfit)
            {
                resolution.Problems.Add(new Problem("", unfit.Message, unfit.Fix));
                continue;
            }
            catch (ModelStoppedException stopped)
            {
                resolution.Unreachable.Add((made.Model.Info.Name, stopped));
                if (made.Model.Info.Abilities == ModelAbilities.None)
                {
                    resolution.Stopped.Add((made.Model.Info.Name, stopped));
                    continue;
                }
            }
            catch (ModelRequestException busy)
            {
                // What the server could not say is not among the abilities: what needs it is refused with the server's words, the rest runs.
                if (made.Model.Info.Abilities == ModelAbilities.None)
                {
                    resolution.Stopped.Add((made.Model.Info.Name, new ModelStoppedException(busy.Message, "Start the same command again when the server is less busy.", busy)));
                    continue;
                }
            }

            resolution.Models.Add(new ResolvedModel(made.Model, Describe(made.Spec, made.Model), made.Spec.Overrides));
        }

        return resolution;
    }

    /// <summary>Makes one model without reaching out; null with problems in the resolution.</summary>
    public (ModelSpec Spec, IModel Model)? Create(string text, ModelResolution resolution)
    {
        ArgumentNullException.ThrowIfNull(resolution);
        var spec = ModelSpecParser.Parse(text, out var problems);
        if (spec is null)
        {
            resolution.Problems.AddRange(problems.Select(problem => new Problem("", problem)));
            return null;
        }

        var creation = factory.Create(spec);
        if (creation.Model is null)
        {
            resolution.Problems.AddRange(creation.Problems.Select(problem => new Problem("", problem)));
            return null;
        }

        resolution.Own(creation.Model);
        return (spec, creation.Model);
    }

    private ModelManifest Describe(ModelSpec spec, IModel model)
    {
        var listed = catalog.Find(spec.Name) ?? catalog.Find(model.Info.ModelId);
        return new ModelManifest
        {
            Name = model.Info.Name,
            Spec = spec.Text,
            Provider = model.Info.Provider,
            ModelId = model.Info.ModelId,
            Fingerprint = model.Info.Fingerprint,
            Details = model.Info.Details,
            CatalogId = listed?.Id,
            Access = listed?.Access,
            Price = factory.PriceOf(spec, model.Info),
        };
    }
}
