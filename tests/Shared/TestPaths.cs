namespace Eval.Testing;

/// <summary>Folders that tests read. Test data beside the checkout is optional: <see cref="Shared"/> skips the test where it is missing.</summary>
public static class TestPaths
{
    /// <summary>The checkout: the folder that holds Eval.sln.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>The built-in mini data sets, as they lie in the checkout.</summary>
    public static string MiniDatasets => Path.Combine(Repository, "datasets", "mini");

    /// <summary>A file or folder of the test data beside the checkout (<c>../shared</c>, or EVAL_SHARED). Skips the running test when it is missing.</summary>
    public static string Shared(params string[] parts)
    {
        var root = Environment.GetEnvironmentVariable("EVAL_SHARED") ?? Path.Combine(Repository, "..", "shared");
        var path = Path.GetFullPath(Path.Combine([root, .. parts]));
        Require.Part("shared", Path.Exists(path), $"test data {string.Join('/', parts)} is not beside the checkout (set EVAL_SHARED to its folder)");
        return path;
    }

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Eval.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("Eval.sln is not above the test assembly.");
    }
}
