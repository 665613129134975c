using Eval.Benchmarks;
using Eval.Core.Datasets;
using Eval.Hosting.Datasets;
using Eval.Hosting.Datasets.Manifests;
using Eval.Hosting.Datasets.Verifying;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.Tests.Hosting.Datasets;

internal sealed class DatasetVerifierTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Begin() => _folder = new TemporaryFolder();

    [TearDown]
    public void End() => _folder.Dispose();

    [TestCase("mmlu")]
    [TestCase("ceval")]
    [TestCase("gsm8k")]
    [TestCase("humaneval")]
    public async Task The_real_data_verify_against_the_shipped_manifest(string name)
    {
        var folder = TestPaths.Shared("datasets");
        var report = await DatasetVerifier.VerifyAsync(DatasetCatalog.Load(DatasetLocator.CatalogFolder).Get(name), BenchmarkCatalog.Find(name)!, folder, CancellationToken.None);

        Assert.That(report.Splits.SelectMany(split => split.Problems).Concat(report.Exemplars.SelectMany(exemplar => exemplar.Problems)), Is.Empty);
        Assert.That(report.IsComplete, Is.True);
    }

    [TestCase("mmlu")]
    [TestCase("ceval")]
    [TestCase("gsm8k")]
    [TestCase("humaneval")]
    public async Task The_mini_items_are_not_taken_for_the_real_data(string name)
    {
        var report = await DatasetVerifier.VerifyAsync(DatasetCatalog.Load(DatasetLocator.CatalogFolder).Get(name), BenchmarkCatalog.Find(name)!, TestPaths.MiniDatasets, CancellationToken.None);

        Assert.That(report.IsSound, Is.False);
        Assert.That(report.Splits.Select(split => split.State), Has.Some.EqualTo(SplitState.WrongCount).And.None.EqualTo(SplitState.Verified));
    }

    [TestCase("", "", SplitState.Verified, 0)]
    [TestCase(",answer", ",B", SplitState.Verified, 2)]
    [TestCase(",answer,explanation", ",B,why", SplitState.Verified, 2)]
    [TestCase(",answer", "/,B", SplitState.UnknownContent, 1)]
    public async Task C_Eval_test_verifies_with_all_answers_and_with_none(string header, string cells, SplitState state, int labelled)
    {
        var digest = await DigestAsync(Table("", "", "2+2=____"));
        var (first, second) = cells.Contains('/', StringComparison.Ordinal) ? (",", cells[1..]) : (cells, cells);

        var report = await VerifyTestSplitAsync(digest, Table(header, first, "2+2=____", second));

        Assert.That(report.State, Is.EqualTo(state));
        Assert.That(report.Labelled, Is.EqualTo(labelled));
    }

    [Test]
    public async Task A_changed_question_is_unknown_content()
    {
        var digest = await DigestAsync(Table("", "", "2+2=____"));
        var report = await VerifyTestSplitAsync(digest, Table(",answer", ",B", "2+3=____"));

        Assert.That(report.State, Is.EqualTo(SplitState.UnknownContent));
        Assert.That(report.Problems.Single(), Does.Contain(report.Digest));
    }

    [Test]
    public async Task A_broken_row_is_reported_with_file_and_line()
    {
        var report = await VerifyTestSplitAsync(new string('0', 64), Table(",answer", ",E", "2+2=____"));

        Assert.That(report.State, Is.EqualTo(SplitState.Broken));
        Assert.That(report.Problems[0], Does.Contain("law_test.csv:2:"));
    }

    [Test]
    public async Task What_is_not_there_is_absent_and_no_error_beside_a_verified_split()
    {
        var manifest = MiniManifest.Of("mmlu");
        Copy("mmlu/data/test", "mmlu/data/test");

        var report = await DatasetVerifier.VerifyAsync(manifest, BenchmarkCatalog.Find("mmlu")!, _folder.Path, CancellationToken.None);

        Assert.That(report.Splits.ToDictionary(split => split.Name, split => split.State), Is.EquivalentTo(new Dictionary<string, SplitState> { ["dev"] = SplitState.Absent, ["test"] = SplitState.Verified }));
        Assert.That(report.IsSound, Is.True);
        Assert.That(report.IsComplete, Is.False);
    }

    [Test]
    public async Task A_missing_subject_is_a_wrong_count()
    {
        Copy("mmlu/data/test", "mmlu/data/test");
        File.Delete(_folder.File("mmlu", "data", "test", "anatomy_test.csv"));

        var report = await DatasetVerifier.VerifyAsync(MiniManifest.Of("mmlu"), BenchmarkCatalog.Find("mmlu")!, _folder.Path, CancellationToken.None);

        Assert.That(report.Splits.Single(split => split.Name == "test").Problems.Single(), Is.EqualTo("8 subjects with 96 samples, expected 9 with 108"));
        Assert.That(report.IsSound, Is.False);
    }

    private static string Table(string header, string cells, string question, string? secondCells = null) =>
        $"id,question,A,B,C,D{header}\n0,{question},3,4,5,6{cells}\n1,Second,a,b,c,d{secondCells ?? cells}\n";

    private async Task<string> DigestAsync(string table)
    {
        _folder.Write("ceval/test/law_test.csv", table);
        var data = await BenchmarkCatalog.Find("ceval")!.LoadAsync(_folder.Path, "test", CancellationToken.None);
        return ContentDigest.Compute(data.Samples);
    }

    private async Task<SplitReport> VerifyTestSplitAsync(string digest, string table)
    {
        _folder.Write("ceval/test/law_test.csv", table);
        var shipped = DatasetCatalog.Load(DatasetLocator.CatalogFolder).Get("ceval");
        var manifest = shipped with { Splits = [shipped.Splits.Single(split => split.Name == "test") with { Count = 2, Subjects = 1, Digests = [digest] }] };
        return (await DatasetVerifier.VerifyAsync(manifest, BenchmarkCatalog.Find("ceval")!, _folder.Path, CancellationToken.None)).Splits.Single();
    }

    private void Copy(string from, string to)
    {
        foreach (var path in Directory.EnumerateFiles(Path.Combine(TestPaths.MiniDatasets, from)))
        {
            var target = _folder.File(to, Path.GetFileName(path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(path, target);
        }
    }
}
