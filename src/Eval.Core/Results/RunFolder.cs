using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Eval.Core.Results;

/// <summary>One run on disk: <c>run.json</c>, <c>samples/*.jsonl</c>, <c>summary.json</c>, <c>report/</c>.</summary>
public sealed class RunFolder
{
    private RunFolder(string path)
    {
        Path = path;
    }

    public string Path { get; }

    /// <summary>The folder's name.</summary>
    public string Id => System.IO.Path.GetFileName(Path);

    public string ManifestFile => System.IO.Path.Combine(Path, "run.json");

    /// <summary>Is there only when the run has ended, in whatever way.</summary>
    public string SummaryFile => System.IO.Path.Combine(Path, "summary.json");

    public string SamplesFolder => System.IO.Path.Combine(Path, "samples");

    public string ReportFolder => System.IO.Path.Combine(Path, "report");

    public string ReportFile => System.IO.Path.Combine(ReportFolder, "index.html");

    /// <summary>Whether a folder looks like a run: it holds <c>run.json</c>.</summary>
    public static bool IsRun(string path) => File.Exists(System.IO.Path.Combine(path, "run.json"));

    /// <summary>Makes the folder of a new run, named by the manifest's run id, and writes its manifest.</summary>
    /// <exception cref="RunFolderException">A run of that name is there already.</exception>
    /// <exception cref="RunStorageException">The disk refused.</exception>
    public static RunFolder Create(string runsFolder, RunManifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        var folder = new RunFolder(System.IO.Path.GetFullPath(System.IO.Path.Combine(runsFolder, manifest.RunId)));
        if (IsRun(folder.Path))
        {
            throw new RunFolderException(
                $"Cannot start run {manifest.RunId}: {folder.Path} holds a run of that name already.",
                $"Go on with it by --resume {manifest.RunId}, or choose another name with --run-id.");
        }

        try
        {
            Directory.CreateDirectory(folder.SamplesFolder);
        }
        catch (Exception exception) when (RunStorageException.IsStorageFailure(exception))
        {
            throw RunStorageException.From("create", folder.SamplesFolder, exception);
        }

        folder.WriteManifest(manifest);
        return folder;
    }

    /// <summary>Opens a run that is there.</summary>
    /// <exception cref="RunFolderException">The folder is missing or holds no <c>run.json</c>.</exception>
    public static RunFolder Open(string path)
    {
        var full = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
        return IsRun(full)
            ? new RunFolder(full)
            : throw new RunFolderException(
                $"Cannot open run {path}: there is no run.json in {full}.",
                "`list runs` shows the runs there are; --runs DIR says where they lie.");
    }

    /// <exception cref="RunFolderException">The file is broken or of a newer format.</exception>
    public RunManifest ReadManifest() =>
        Read(ManifestFile, RunManifest.CurrentFormatVersion, EvalJson.Indented.RunManifest);

    /// <exception cref="RunStorageException">The disk refused.</exception>
    public void WriteManifest(RunManifest manifest) =>
        AtomicFile.Write(ManifestFile, JsonSerializer.SerializeToUtf8Bytes(manifest, EvalJson.Indented.RunManifest));

    /// <summary>The summary, or null while the run has none.</summary>
    /// <exception cref="RunFolderException">The file is broken or of a newer format.</exception>
    public RunSummary? ReadSummary() => File.Exists(SummaryFile)
        ? Read(SummaryFile, RunSummary.CurrentFormatVersion, EvalJson.Indented.RunSummary)
        : null;

    /// <exception cref="RunStorageException">The disk refused.</exception>
    public void WriteSummary(RunSummary summary) =>
        AtomicFile.Write(SummaryFile, JsonSerializer.SerializeToUtf8Bytes(summary, EvalJson.Indented.RunSummary));

    /// <summary>Takes the summary of an earlier attempt away, so that none stands beside a run that goes on.</summary>
    /// <exception cref="RunStorageException">The disk refused.</exception>
    public void DeleteSummary()
    {
        try
        {
            File.Delete(SummaryFile);
        }
        catch (Exception exception) when (RunStorageException.IsStorageFailure(exception))
        {
            throw RunStorageException.From("delete", SummaryFile, exception);
        }
    }

    /// <summary>The samples file that one process writes.</summary>
    /// <param name="task">The task.</param>
    /// <param name="shardSuffix">The shard's part of the name; null for an unsharded run.</param>
    public string SampleFile(TaskManifest task, string? shardSuffix = null)
    {
        ArgumentNullException.ThrowIfNull(task);
        return System.IO.Path.Combine(SamplesFolder, SampleFileName.WithShard(task.File, shardSuffix));
    }

    /// <summary>Every samples file of a task that is there: the whole run's and the shards', in ordinal order.</summary>
    public IReadOnlyList<string> SampleFiles(TaskManifest task)
    {
        var whole = SampleFile(task);
        return !Directory.Exists(SamplesFolder)
            ? []
            :
            [
                .. File.Exists(whole) ? [whole] : Array.Empty<string>(),
                .. Directory.EnumerateFiles(SamplesFolder, SampleFileName.ShardPattern(task.File)).Order(StringComparer.Ordinal),
            ];
    }

    /// <summary>All records of a task in file order, every shard's; see <see cref="SampleReader.Read"/>.</summary>
    /// <exception cref="RunFolderException">A line is broken.</exception>
    public IEnumerable<SampleRecord> ReadSamples(TaskManifest task) => SampleFiles(task).SelectMany(SampleReader.Read);

    /// <summary>Keeps other processes from writing this run; dispose to let go.</summary>
    /// <param name="shardSuffix">Shards write files of their own and exclude only themselves.</param>
    /// <exception cref="RunFolderException">Another process holds it.</exception>
    public IDisposable Lock(string? shardSuffix = null)
    {
        var path = System.IO.Path.Combine(Path, ".lock" + shardSuffix);
        try
        {
            // The file stays: deleting it could hand one process the lock of a file that another no longer sees.
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException exception) when (File.Exists(path))
        {
            throw new RunFolderException(
                $"Cannot write run {Id}: another process is working on it ({path} is locked).",
                "Wait for it to end, or start a run of its own with --run-id NAME.",
                exception);
        }
        catch (Exception exception) when (RunStorageException.IsStorageFailure(exception))
        {
            throw RunStorageException.From("create", path, exception);
        }
    }

    private static T Read<T>(string file, int newestKnown, JsonTypeInfo<T> type)
    {
        try
        {
            using var stream = File.OpenRead(file);
            using var json = JsonDocument.Parse(stream);
            if (json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("format_version", out var version)
                && version.ValueKind == JsonValueKind.Number && version.TryGetInt32(out var number) && number > newestKnown)
            {
                throw new RunFolderException(
                    string.Create(CultureInfo.InvariantCulture, $"Cannot read {file}: it has format version {number}; this Eval reads versions up to {newestKnown}."),
                    "Update Eval: the run was made by a newer one.");
            }

            return json.Deserialize(type)
                ?? throw new RunFolderException($"Cannot read {file}: it is empty.", "Restore the file, or start a new run.");
        }
        catch (JsonException exception)
        {
            throw new RunFolderException($"Cannot read {file}: {exception.Message}", "Restore the file, or start a new run.", exception);
        }
        catch (Exception exception) when (RunStorageException.IsStorageFailure(exception))
        {
            throw new RunFolderException($"Cannot read {file}: {exception.Message}", "Check the path and its permissions.", exception);
        }
    }
}
