using System.Buffers;
using Eval.Hosting.Planning;
using Eval.Hosting.Suites;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Eval.Hosting.Datasets.Manifests;

/// <summary>Reads a data set manifest strictly: every unknown key, missing key and impossible value is reported with file, line and column.</summary>
public static class ManifestReader
{
    private static readonly string[] RootKeys = ["name", "title", "homepage", "paper", "language", "licence", "layout", "splits", "sources", "exemplars"];
    private static readonly string[] LicenceKeys = ["spdx", "note", "commercial_use"];
    private static readonly string[] SplitKeys = ["count", "subjects", "path", "also_named", "answers", "digests"];
    private static readonly string[] SourceKeys = ["id", "kind", "url", "sha256", "files", "note"];
    private static readonly string[] FileKeys = ["url", "sha256"];
    private static readonly string[] ExemplarKeys = ["id", "url", "sha256", "convert", "path", "count", "licence", "digests"];
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    private static readonly Dictionary<string, ExemplarConversion> Conversions = new(StringComparer.Ordinal)
    {
        ["verbatim"] = ExemplarConversion.Verbatim,
        ["lm-eval-cot-yaml"] = ExemplarConversion.LmEvalCotYaml,
        ["opencompass-config"] = ExemplarConversion.OpenCompassConfig,
    };

    /// <exception cref="RequestException">The file is missing, is not YAML, or says something a manifest cannot say.</exception>
    public static DatasetManifest Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var problems = new List<Problem>();
        var map = new YamlMap(path, ReadRoot(path), RootKeys, problems);
        var manifest = new DatasetManifest
        {
            Name = map.RequiredText("name"),
            Title = map.RequiredText("title"),
            Homepage = map.RequiredText("homepage"),
            Paper = map.RequiredText("paper"),
            Licence = ReadLicence(map),
            Splits = [.. map.Entries("splits", SplitKeys).Select(entry => ReadSplit(entry.Key, entry.Value))],
            Sources = [.. map.Maps("sources", SourceKeys).Select(ReadSource)],
            Exemplars = [.. map.Maps("exemplars", ExemplarKeys).Select(ReadExemplar)],
        };
        if (manifest.Splits.Count == 0)
        {
            map.Report("splits", "a data set has at least one split.");
        }

        if (manifest.Sources.Count == 0)
        {
            map.Report("sources", "a data set has at least one source.");
        }

        if (manifest.Name != Path.GetFileNameWithoutExtension(path))
        {
            map.Report("name", $"must be the file's name, {Path.GetFileNameWithoutExtension(path)}.");
        }

        return problems.Count > 0 ? throw new RequestException(problems) : manifest;
    }

    private static YamlMappingNode ReadRoot(string path)
    {
        if (!File.Exists(path))
        {
            throw new RequestException(path, "the data set manifest is missing.", "Install Eval again: it comes with the program.");
        }

        var stream = new YamlStream();
        try
        {
            using var reader = File.OpenText(path);
            stream.Load(reader);
        }
        catch (YamlException broken)
        {
            throw new RequestException($"{path}:{broken.Start.Line}:{broken.Start.Column}", broken.InnerException?.Message ?? broken.Message);
        }

        return stream.Documents is [{ RootNode: YamlMappingNode root }]
            ? root
            : throw new RequestException(path, "a manifest is one mapping of keys to values.");
    }

    private static DatasetLicence ReadLicence(YamlMap root)
    {
        if (root.Map("licence", LicenceKeys) is not { } map)
        {
            root.Report("licence", "must be given.");
            return new DatasetLicence("", "", AllowsCommercialUse: false);
        }

        return new DatasetLicence(map.RequiredText("spdx"), map.Text("note") ?? "", map.Flag("commercial_use") ?? false);
    }

    private static DatasetSplit ReadSplit(string name, YamlMap map) => new()
    {
        Name = name,
        Count = (int)Needed(map, "count"),
        Subjects = (int?)map.Whole("subjects", least: 1, most: 1000),
        Path = RelativePath(map),
        AlsoNamed = map.Texts("also_named"),
        AreAnswersOptional = map.Choice("answers", ["optional", "always"]) == "optional",
        Digests = Digests(map),
    };

    private static DatasetSource ReadSource(YamlMap map)
    {
        var isArchive = map.Choice("kind", ["archive", "files"]) == "archive";
        map.RequiredText("kind");
        var files = map.Maps("files", FileKeys);
        if (isArchive == files.Count > 0)
        {
            map.Report("files", "an archive has one url; kind files has a list of files, each with its url.");
        }

        return new DatasetSource
        {
            Id = map.RequiredText("id"),
            IsArchive = isArchive,
            Files = isArchive ? [ReadFile(map)] : [.. files.Select(ReadFile)],
            Note = map.Text("note"),
        };
    }

    private static ExemplarSource ReadExemplar(YamlMap map) => new()
    {
        Id = map.RequiredText("id"),
        File = ReadFile(map),
        Conversion = Conversions[map.Choice("convert", [.. Conversions.Keys]) ?? "verbatim"],
        Path = RelativePath(map),
        Count = (int)Needed(map, "count"),
        Licence = map.RequiredText("licence"),
        Digests = Digests(map),
    };

    private static RemoteFile ReadFile(YamlMap map)
    {
        var text = map.RequiredText("url");
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http") || url.Segments[^1].EndsWith('/'))
        {
            map.Report("url", "must be an absolute http or https address of a file.");
            return new RemoteFile(new Uri("https://invalid.invalid/file"), Sha256: null, "file");
        }

        var digest = map.Text("sha256");
        if (digest is not null && !IsDigest(digest))
        {
            map.Report("sha256", "must be 64 lower-case hex digits.");
        }

        return new RemoteFile(url, digest, Uri.UnescapeDataString(url.Segments[^1]));
    }

    private static long Needed(YamlMap map, string key)
    {
        map.RequiredText(key);
        return map.Whole(key, least: 1, most: int.MaxValue) ?? 1;
    }

    private static string RelativePath(YamlMap map)
    {
        var path = map.RequiredText("path");
        if (Path.IsPathRooted(path) || path.Split('/').Any(part => part is "" or "." or "..") || path.Contains('\\', StringComparison.Ordinal))
        {
            map.Report("path", "must be a path below the benchmark's folder, with / between folders.");
        }

        return path;
    }

    private static IReadOnlyList<string> Digests(YamlMap map)
    {
        var digests = map.Texts("digests");
        if (!digests.All(IsDigest))
        {
            map.Report("digests", "must be 64 lower-case hex digits each.");
        }

        return digests;
    }

    private static bool IsDigest(string text) => text.Length == 64 && !text.AsSpan().ContainsAnyExcept(HexDigits);
}
