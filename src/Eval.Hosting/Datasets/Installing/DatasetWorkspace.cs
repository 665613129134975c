using Eval.Hosting.Planning;

namespace Eval.Hosting.Datasets.Installing;

/// <summary>Hidden folders beside a benchmark's folder in which a new copy is made ready, and the one step that puts it in place.
/// Holding it keeps other processes away; a copy is whole or not there, whenever the process ends.</summary>
internal sealed class DatasetWorkspace : IDisposable
{
    private readonly string _datasetsFolder;
    private readonly string _name;
    private readonly FileStream _lock;

    private DatasetWorkspace(string datasetsFolder, string name, FileStream @lock)
    {
        _datasetsFolder = datasetsFolder;
        _name = name;
        _lock = @lock;
        Installed = Path.Combine(datasetsFolder, name);
        Downloads = Hidden("download");
        Stage = Hidden("incoming");
        Previous = Hidden("previous");
    }

    /// <summary>The benchmark's folder as runs read it.</summary>
    public string Installed { get; }

    /// <summary>Downloads under way; kept when a pull fails, so that the next one goes on.</summary>
    public string Downloads { get; }

    /// <summary>A datasets folder in which the new copy is put together.</summary>
    public string Stage { get; }

    /// <summary>The copy that is being replaced.</summary>
    private string Previous { get; }

    /// <summary>The new copy's folder.</summary>
    public string StagedDataset => Path.Combine(Stage, _name);

    /// <exception cref="RequestException">Another process is at work on the same data set.</exception>
    public static DatasetWorkspace Open(string datasetsFolder, string name)
    {
        Directory.CreateDirectory(datasetsFolder);
        var path = Path.Combine(datasetsFolder, $".{name}.lock");
        FileStream @lock;
        try
        {
            @lock = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (IOException exception) when (File.Exists(path))
        {
            throw new RequestException(name, $"another process is installing it in {datasetsFolder} ({exception.Message})", "Wait for it, or end it, and try again.");
        }

        var workspace = new DatasetWorkspace(datasetsFolder, name, @lock);
        workspace.Recover();
        return workspace;
    }

    /// <summary>An empty stage.</summary>
    public void Clear()
    {
        Delete(Stage);
        Directory.CreateDirectory(StagedDataset);
    }

    /// <summary>Puts a file into the staged copy.</summary>
    public void Add(FoundFile file)
    {
        var target = Path.Combine([StagedDataset, .. file.Place.Split('/')]);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(file.Path, target, overwrite: true);
    }

    /// <summary>Replaces the installed copy by the staged one.</summary>
    public void Install()
    {
        Delete(Previous);
        if (Directory.Exists(Installed))
        {
            Directory.Move(Installed, Previous);
        }

        try
        {
            Directory.Move(StagedDataset, Installed);
        }
        catch (IOException) when (Directory.Exists(Previous))
        {
            Directory.Move(Previous, Installed);
            throw;
        }

        Delete(Previous);
        Delete(Downloads);
    }

    public void Dispose()
    {
        Delete(Stage);
        _lock.Dispose();
    }

    /// <summary>Undoes what a process left that ended in the middle of a replacement.</summary>
    private void Recover()
    {
        if (Directory.Exists(Previous) && !Directory.Exists(Installed))
        {
            Directory.Move(Previous, Installed);
        }

        Delete(Previous);
        Delete(Stage);
    }

    private string Hidden(string purpose) => Path.Combine(_datasetsFolder, $".{_name}.{purpose}");

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
