using System.Text.RegularExpressions;
using Eval.Benchmarks;
using Eval.Hosting.Datasets;
using Eval.Hosting.Datasets.Manifests;
using Eval.Hosting.Planning;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.Tests.Hosting.Datasets;

internal sealed class ManifestReaderTests
{
    private const string Sound = """
        name: mmlu
        title: T
        homepage: https://example.org
        paper: https://example.org/paper
        licence: {spdx: MIT, commercial_use: true}
        splits:
          test: {count: 3, subjects: 1, path: "data/test/{subject}_test.csv"}
        sources:
          - {id: a, kind: archive, url: "https://example.org/data.tar"}
        """;

    [Test]
    public void The_shipped_manifests_name_every_split_with_a_digest_and_at_least_two_sources()
    {
        foreach (var manifest in DatasetCatalog.Load(DatasetLocator.CatalogFolder).All)
        {
            var info = BenchmarkCatalog.Find(manifest.Name)!.Info;
            Assert.That(manifest.Splits.Select(split => split.Name), Is.EquivalentTo(info.Splits), manifest.Name);
            Assert.That(manifest.Splits.Select(split => split.Digests), Is.All.Not.Empty, manifest.Name);
            Assert.That(manifest.Exemplars.Select(exemplar => exemplar.Digests), Is.All.Not.Empty, manifest.Name);
            Assert.That(manifest.Exemplars.Select(exemplar => exemplar.File.Sha256), Is.All.Not.Null, manifest.Name);
            Assert.That(manifest.Sources, Has.Count.GreaterThan(1), manifest.Name);
            Assert.That(manifest.Sources.SelectMany(source => source.Files).Select(file => file.Url.Scheme), Is.All.EqualTo("https"), manifest.Name);
        }
    }

    [Test]
    public void C_Eval_is_non_commercial_and_says_so_in_words()
    {
        var licence = DatasetCatalog.Load(DatasetLocator.CatalogFolder).Get("ceval").Licence;
        Assert.That(licence.AllowsCommercialUse, Is.False);
        Assert.That(licence.Summary, Does.Contain("CC-BY-NC-SA-4.0").And.Contain("non-commercial"));
    }

    [Test]
    public void A_sound_manifest_is_read()
    {
        var manifest = Read(Sound);
        Assert.That(manifest.Splits.Single().Count, Is.EqualTo(3));
        Assert.That(manifest.Sources.Single().Files.Single().Name, Is.EqualTo("data.tar"));
    }

    [TestCase("title: T", "titel: T", "titel", "Did you mean title?")]
    [TestCase("title: T", "", "title", "must be given")]
    [TestCase("count: 3", "count: 0", "count", "whole number")]
    [TestCase("count: 3, ", "", "count", "must be given")]
    [TestCase("data/test/", "../test/", "path", "below the benchmark's folder")]
    [TestCase("kind: archive", "kind: torrent", "kind", "must be one of")]
    [TestCase("https://example.org/data.tar", "ftp://example.org/data.tar", "url", "http or https")]
    [TestCase("kind: archive,", "kind: archive, sha256: XYZ,", "sha256", "64 lower-case hex digits")]
    [TestCase("subjects: 1,", "digests: [abc],", "digests", "64 lower-case hex digits")]
    [TestCase("name: mmlu", "name: ceval", "name", "must be the file's name")]
    public void What_a_manifest_cannot_say_is_refused_with_its_place(string old, string broken, string key, string message)
    {
        var failure = Assert.Throws<RequestException>(() => Read(Sound.Replace(old, broken, StringComparison.Ordinal)));
        Assert.That(failure!.Problems.Select(problem => problem.ToString()), Has.Some.Match($@"mmlu\.yaml:[0-9]+:[0-9]+ {key}: .*{Regex.Escape(message)}"));
    }

    [Test]
    public void All_problems_are_told_at_once() =>
        Assert.That(
            () => Read(Sound.Replace("title: T", "", StringComparison.Ordinal).Replace("count: 3", "count: x", StringComparison.Ordinal)),
            Throws.TypeOf<RequestException>().With.Property(nameof(RequestException.Problems)).Count.EqualTo(2));

    [TestCase("[")]
    [TestCase("- a")]
    public void What_is_no_mapping_is_refused(string text) => Assert.That(() => Read(text), Throws.TypeOf<RequestException>());

    [Test]
    public void An_unknown_name_gets_the_nearest_one() =>
        Assert.That(() => DatasetCatalog.Load(DatasetLocator.CatalogFolder).Get("gsm8"), Throws.TypeOf<RequestException>().With.Message.Contains("Did you mean gsm8k?"));

    private static DatasetManifest Read(string yaml)
    {
        using var folder = new TemporaryFolder();
        return ManifestReader.Read(folder.Write("mmlu.yaml", yaml));
    }
}
