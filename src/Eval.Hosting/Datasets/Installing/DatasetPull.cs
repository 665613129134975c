using System.Security.Cryptography;
using System.Text;
using Eval.Benchmarks;
using Eval.Hosting.Datasets.Downloads;
using Eval.Hosting.Datasets.Manifests;
using Eval.Hosting.Datasets.Verifying;
using Eval.Hosting.Planning;

namespace Eval.Hosting.Datasets.Installing;

/// <summary>Fetches a data set from the sources of its manifest, in order, until one gives a copy that verifies.</summary>
public sealed class DatasetPull
{
    private readonly FileDownloader _downloader;
    private readonly MirrorRules _mirrors;
    private readonly IPullObserver _observer;

    public DatasetPull(FileDownloader downloader, MirrorRules mirrors, IPullObserver observer)
    {
        _downloader = downloader;
        _mirrors = mirrors;
        _observer = observer;
    }

    /// <exception cref="RequestException">There is no such source, or another process is at work on the data set.</exception>
    /// <exception cref="DownloadException">No source gave a copy that verifies; the message says for each what went wrong.</exception>
    public async Task<InstallOutcome> RunAsync(DatasetManifest manifest, InstallOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(options);
        var sources = ChooseSources(manifest, options);
        using var workspace = DatasetWorkspace.Open(options.Folder, manifest.Name);
        var present = await DatasetVerifier.VerifyAsync(manifest, BenchmarkCatalog.Find(manifest.Name)!, options.Folder, cancellationToken);
        if (present.IsComplete && !options.Force)
        {
            return new InstallOutcome(present, IsNew: false, options.Folder, []);
        }

        var source = HasAllSplits(present) && !options.Force
            ? await KeepAsync(manifest, workspace, cancellationToken)
            : await FetchAsync(manifest, sources, options, workspace, cancellationToken);
        var warnings = await FetchExemplarsAsync(manifest, options, workspace, cancellationToken);
        var report = await DatasetStager.VerifyAsync(manifest, workspace, cancellationToken);
        workspace.Install();
        return new InstallOutcome(report, IsNew: true, source, warnings);
    }

    private static IReadOnlyList<DatasetSource> ChooseSources(DatasetManifest manifest, InstallOptions options)
    {
        if (options.Source is null)
        {
            return manifest.Sources;
        }

        var chosen = manifest.Sources.Where(source => source.Id == options.Source).ToList();
        return chosen.Count > 0
            ? chosen
            : throw new RequestException($"--source {options.Source}", $"{manifest.Name} has no such source.", $"Known: {string.Join(", ", manifest.Sources.Select(source => source.Id))}.");
    }

    private static bool HasAllSplits(DatasetReport report) => report.Splits.All(split => split.State == SplitState.Verified);

    private static async Task<string> KeepAsync(DatasetManifest manifest, DatasetWorkspace workspace, CancellationToken cancellationToken)
    {
        await DatasetStager.StageAsync(manifest, workspace.Installed, workspace, HasAllSplits, cancellationToken);
        return workspace.Installed;
    }

    private async Task<string> FetchAsync(DatasetManifest manifest, IReadOnlyList<DatasetSource> sources, InstallOptions options, DatasetWorkspace workspace, CancellationToken cancellationToken)
    {
        var failures = new List<string>();
        foreach (var source in sources)
        {
            _observer.Noticed($"Fetching {manifest.Name} from {source.Id}.");
            try
            {
                await FetchSourceAsync(manifest, source, options, workspace, cancellationToken);
                return source.Id;
            }
            catch (Exception exception) when (exception is DownloadException or InvalidDataException)
            {
                failures.Add($"{source.Id}: {exception.Message}");
                _observer.Noticed($"{source.Id} failed: {exception.Message}");
            }
        }

        throw new DownloadException(
            $"No source gave {manifest.Name}:{Environment.NewLine}  {string.Join(Environment.NewLine + "  ", failures)}{Environment.NewLine}"
            + $"Check the network (HTTPS_PROXY names a proxy), name a mirror with HF_ENDPOINT or EVAL_MIRROR, or get the files yourself from {manifest.Homepage} and run: dotnet eval datasets import PATH. What has arrived is kept; the same command goes on from there.");
    }

    private async Task FetchSourceAsync(DatasetManifest manifest, DatasetSource source, InstallOptions options, DatasetWorkspace workspace, CancellationToken cancellationToken)
    {
        var finder = new DatasetFinder(manifest);
        var unpacked = Path.Combine(workspace.Downloads, "unpacked");
        try
        {
            foreach (var file in source.Files)
            {
                var path = await FetchFileAsync(file, workspace, cancellationToken);
                await Archive.UnpackAsync(path, unpacked, finder.IsWanted, options.Limits, cancellationToken);
            }

            var report = await DatasetStager.StageAsync(manifest, unpacked, workspace, HasAllSplits, cancellationToken)
                ?? throw new InvalidDataException($"what it sent holds no file of {manifest.Name}");
            var isGood = HasAllSplits(report) || (options.AllowsUnknownContent && report.IsReadable && report.Splits.All(split => split.State != SplitState.Absent));
            if (!isGood)
            {
                DropFiles(source, workspace);
                throw new InvalidDataException(Explain(report));
            }
        }
        catch (InvalidDataException)
        {
            DropFiles(source, workspace);
            throw;
        }
        finally
        {
            if (Directory.Exists(unpacked))
            {
                Directory.Delete(unpacked, recursive: true);
            }
        }
    }

    private async Task<string> FetchFileAsync(RemoteFile file, DatasetWorkspace workspace, CancellationToken cancellationToken)
    {
        var addresses = _mirrors.Expand(file.Url);
        for (var i = 0; ; i++)
        {
            var path = DownloadPath(addresses[i], file, workspace);
            try
            {
                if (!File.Exists(path))
                {
                    await _downloader.DownloadAsync(addresses[i], path, file.Sha256, cancellationToken);
                }

                return path;
            }
            catch (DownloadException exception) when (i + 1 < addresses.Count)
            {
                _observer.Noticed($"The mirror failed: {exception.Message}");
            }
        }
    }

    private async Task<IReadOnlyList<string>> FetchExemplarsAsync(DatasetManifest manifest, InstallOptions options, DatasetWorkspace workspace, CancellationToken cancellationToken)
    {
        var warnings = new List<string>();
        if (!options.Force)
        {
            DatasetStager.KeepExemplars(manifest, workspace);
        }

        var staged = await DatasetStager.VerifyAsync(manifest, workspace, cancellationToken);
        foreach (var exemplar in manifest.Exemplars.Where(exemplar => staged.Exemplars.Single(report => report.Path == exemplar.Path).State != SplitState.Verified))
        {
            try
            {
                var upstream = await FetchFileAsync(exemplar.File, workspace, cancellationToken);
                var target = Path.Combine([workspace.StagedDataset, .. exemplar.Path.Split('/')]);
                var content = ExemplarConverter.Convert(await File.ReadAllBytesAsync(upstream, cancellationToken), exemplar.Conversion);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                await File.WriteAllBytesAsync(target, content, cancellationToken);
            }
            catch (Exception exception) when (exception is DownloadException or InvalidDataException)
            {
                warnings.Add($"{exemplar.Path} is missing, so the protocols that use it cannot be run: {exception.Message} Run dotnet eval datasets pull {manifest.Name} again.");
            }
        }

        return warnings;
    }

    private static string Explain(DatasetReport report) =>
        "what it sent is not the data set: "
        + string.Join("; ", report.Splits.Where(split => split.State != SplitState.Verified).Select(split => $"{split.Name}: {(split.Problems.Count > 0 ? split.Problems[0] : "no file of it is there")}"))
        + (report.IsReadable ? ". If upstream has changed it, --allow-unknown-content installs it as it is" : "");

    private void DropFiles(DatasetSource source, DatasetWorkspace workspace)
    {
        foreach (var path in source.Files.SelectMany(file => _mirrors.Expand(file.Url).Select(address => DownloadPath(address, file, workspace))).Where(File.Exists))
        {
            File.Delete(path);
        }
    }

    private static string DownloadPath(Uri address, RemoteFile file, DatasetWorkspace workspace)
    {
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address.AbsoluteUri)))[..12];
        return Path.Combine(workspace.Downloads, key, file.Name);
    }
}
