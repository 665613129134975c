using Eval.Hosting.Planning;

namespace Eval.Hosting.Datasets;

/// <summary>Finds the folder a benchmark is read from: <c>--datasets</c> folders, EVAL_DATASETS, the user's data folder, then the built-in mini items.</summary>
public sealed class DatasetLocator
{
    private readonly IReadOnlyList<string> _named;

    /// <param name="named">Folders given with <c>--datasets</c>, in order; EVAL_DATASETS is read after them.</param>
    /// <param name="environment">Reads an environment variable.</param>
    /// <exception cref="RequestException">A named folder does not exist.</exception>
    public DatasetLocator(IReadOnlyList<string> named, Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(named);
        ArgumentNullException.ThrowIfNull(environment);
        var fromEnvironment = (environment("EVAL_DATASETS") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var missing = named.Where(folder => !Directory.Exists(folder)).Select(folder => new Problem($"--datasets {folder}", "there is no such folder."))
            .Concat(fromEnvironment.Where(folder => !Directory.Exists(folder)).Select(folder => new Problem($"EVAL_DATASETS {folder}", "there is no such folder.")))
            .ToList();
        if (missing.Count > 0)
        {
            throw new RequestException(missing);
        }

        _named = [.. named, .. fromEnvironment];
    }

    /// <summary>Folder that <c>datasets pull</c> fills: EVAL_DATA_HOME, else the platform's place for a user's application data.</summary>
    public static string UserFolder(Func<string, string?> environment) =>
        environment("EVAL_DATA_HOME") is { Length: > 0 } home
            ? Path.Combine(home, "datasets")
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "eval", "datasets");

    /// <summary>Built-in original items, beside the program.</summary>
    public static string MiniFolder { get; } = Path.Combine(AppContext.BaseDirectory, "datasets", "mini");

    /// <summary>Manifests and catalogues, beside the program.</summary>
    public static string CatalogFolder { get; } = Path.Combine(AppContext.BaseDirectory, "datasets");

    /// <summary>The folder that holds the benchmark's folder.</summary>
    /// <param name="benchmark">Bare name, which is also the folder's name.</param>
    /// <param name="onlyMini">True for the quick suite: unless a folder was named, the mini items are used even where real data are installed.</param>
    /// <param name="environment">Reads an environment variable.</param>
    /// <exception cref="RequestException">Folders were named and none holds the benchmark: the mini items never stand in silently.</exception>
    public DatasetPlace Locate(string benchmark, bool onlyMini, Func<string, string?> environment)
    {
        var user = UserFolder(environment);
        IEnumerable<string> places = onlyMini ? _named : [.. _named, user];
        var found = places.FirstOrDefault(folder => Directory.Exists(Path.Combine(folder, benchmark)));
        if (found is not null)
        {
            return new DatasetPlace(found, IsMini: IsSame(found, MiniFolder));
        }

        if (_named.Count == 0 && Directory.Exists(Path.Combine(MiniFolder, benchmark)))
        {
            return new DatasetPlace(MiniFolder, IsMini: true);
        }

        throw new RequestException(
            $"-b {benchmark}",
            $"the data set was not found in {string.Join(", ", _named.Append(user))}.",
            $"Fetch it with: dotnet eval datasets pull {benchmark}. Or name its parent folder with --datasets.");
    }

    private static bool IsSame(string left, string right) =>
        string.Equals(Path.TrimEndingDirectorySeparator(Path.GetFullPath(left)), Path.TrimEndingDirectorySeparator(Path.GetFullPath(right)), StringComparison.Ordinal);
}
