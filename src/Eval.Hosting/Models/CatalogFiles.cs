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
            : UserFolder(environment, "models.yaml");
    }

    /// <summary>A file or folder of the user's configuration: below EVAL_CONFIG, else below <c>eval</c> in the platform's configuration folder.</summary>
    public static string UserFolder(Func<string, string?> environment, string name)
    {
        ArgumentNullException.ThrowIfNull(environment);
        var home = environment("EVAL_CONFIG") is { Length: > 0 } named
            ? named
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify), "eval");
        return Path.Combine(home, name);
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
