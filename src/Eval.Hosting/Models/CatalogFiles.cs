using Eval.Hosting.Datasets;
using Eval.Hosting.Planning;
using Eval.Models.Catalog;

namespace Eval.Hosting.Models;

/// <summary>The model catalogue: ours, with the user's own file on top.</summary>
public static class CatalogFiles
{
    /// <summary>The user's file: EVAL_MODELS, else <c>eval/models.yaml</c> in the platform's configuration folder.</summary>
    public static string UserFile(Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return environment("EVAL_MODELS") is { Length: > 0 } named
            ? named
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify), "eval", "models.yaml");
    }

    /// <exception cref="RequestException">The user's file is broken, or EVAL_MODELS names none.</exception>
    public static ModelCatalog Read(Func<string, string?> environment)
    {
        var builtIn = CatalogReader.Read(Path.Combine(DatasetLocator.CatalogFolder, "catalog", "models.yaml"));
        var user = UserFile(environment);
        if (!File.Exists(user))
        {
            return environment("EVAL_MODELS") is { Length: > 0 }
                ? throw new RequestException($"EVAL_MODELS {user}", "there is no such file.")
                : builtIn;
        }

        try
        {
            return builtIn.With(CatalogReader.Read(user));
        }
        catch (CatalogException broken)
        {
            throw new RequestException([.. broken.Problems.Select(problem => new Problem("", problem))]);
        }
    }
}
