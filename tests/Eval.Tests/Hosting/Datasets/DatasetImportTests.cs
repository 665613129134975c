using Eval.Core.Datasets;
using Eval.Hosting.Datasets.Installing;
using Eval.Hosting.Datasets.Manifests;
using Eval.Hosting.Planning;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.Tests.Hosting.Datasets;

internal sealed class DatasetImportTests
{
    private static readonly string Mini = TestPaths.MiniDatasets;

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Begin() => _folder = new TemporaryFolder();

    [TearDown]
    public void End() => _folder.Dispose();

    [TestCase("zip", "")]
    [TestCase("tar", "data/")]
    [TestCase("tar.gz", "some/where/formal_ceval/")]
    public async Task C_Eval_is_found_in_an_archive_whatever_folder_it_lies_in(string kind, string prefix)
    {
        var path = Write("upload.bin", TestArchive.PackFolder(kind, Path.Combine(Mini, "ceval"), prefix));

        var outcome = (await ImportAsync(path, MiniManifest.Of("ceval"))).Single();

        Assert.That(outcome.Report.Splits.Select(split => split.Name), Is.EqualTo(["dev", "val"]));
        Assert.That(outcome.Report.IsComplete, Is.True);
        Assert.That(File.Exists(_folder.File("datasets", "ceval", "val", "logic_val.csv")), Is.True);
    }

    [Test]
    public async Task A_folder_with_several_data_sets_gives_each_its_own_files()
    {
        var outcomes = await ImportAsync(Mini, MiniManifest.Of("mmlu"), MiniManifest.Of("ceval"), MiniManifest.Of("gsm8k"), MiniManifest.Of("humaneval"));

        Assert.That(outcomes.Select(outcome => outcome.Report.Name), Is.EqualTo(["mmlu", "ceval", "gsm8k", "humaneval"]));
        Assert.That(outcomes.Select(outcome => outcome.Report.IsComplete), Is.All.True);
        Assert.That(Directory.GetFiles(_folder.File("datasets", "mmlu"), "accountant*", SearchOption.AllDirectories), Is.Empty);
    }

    [Test]
    public async Task A_split_folder_flattened_by_hand_is_recognised_by_its_file_names()
    {
        var flat = _folder.File("flat");
        Directory.CreateDirectory(flat);
        foreach (var path in Directory.GetFiles(Path.Combine(Mini, "mmlu"), "*.csv", SearchOption.AllDirectories))
        {
            File.Copy(path, Path.Combine(flat, Path.GetFileName(path)));
        }

        Assert.That((await ImportAsync(flat, MiniManifest.Of("mmlu"))).Single().Report.IsComplete, Is.True);
    }

    [TestCase("HumanEval.jsonl")]
    [TestCase("human-eval-v2-20210705.jsonl")]
    public async Task HumanEval_is_recognised_under_the_names_it_is_handed_around_by(string name)
    {
        var path = Write(name, await File.ReadAllBytesAsync(Path.Combine(Mini, "humaneval", "HumanEval.jsonl")));

        await ImportAsync(path, MiniManifest.Of("humaneval"));

        Assert.That(Directory.GetFiles(_folder.File("datasets", "humaneval")).Select(Path.GetFileName), Is.EqualTo(["HumanEval.jsonl"]));
    }

    [Test]
    public async Task Exemplar_files_that_are_there_survive_an_import_without_them()
    {
        Directory.CreateDirectory(_folder.File("datasets", "gsm8k", "exemplars"));
        var exemplar = _folder.File("datasets", "gsm8k", "exemplars", "cot_8shot.jsonl");
        await File.WriteAllTextAsync(exemplar, "{\"question\":\"q\",\"target\":\"t\"}\n");
        var source = _folder.File("source");
        Directory.CreateDirectory(source);
        File.Copy(Path.Combine(Mini, "gsm8k", "test.jsonl"), Path.Combine(source, "test.jsonl"));
        var manifest = MiniManifest.Of("gsm8k");
        manifest = manifest with
        {
            Exemplars = [new ExemplarSource { Id = "cot", File = new RemoteFile(new Uri("http://x.invalid/t"), Sha256: null, "t"), Conversion = ExemplarConversion.LmEvalCotYaml, Path = "exemplars/cot_8shot.jsonl", Count = 1, Licence = "MIT" }],
        };

        var outcome = (await ImportAsync(source, manifest)).Single();

        Assert.That(File.Exists(exemplar), Is.True);
        Assert.That(outcome.Warnings.Single(), Does.Contain("train split"));
    }

    [Test]
    public async Task A_broken_copy_is_refused_with_its_lines_and_the_installed_one_stays()
    {
        await ImportAsync(Mini, MiniManifest.Of("mmlu"));
        var broken = TestArchive.Pack("zip", [("mmlu/test/anatomy_test.csv", "Question,a,b,c,d,A\nBroken,a,b\n"u8.ToArray())]);

        Assert.That(
            () => ImportAsync(Write("broken.zip", broken), MiniManifest.Of("mmlu")),
            Throws.TypeOf<DatasetException>().With.Message.Contains("anatomy_test.csv:2:").And.Message.Contains("Nothing was installed"));
        Assert.That(Directory.GetFiles(_folder.File("datasets", "mmlu", "data", "test")), Has.Length.EqualTo(9));
    }

    [Test]
    public void A_hostile_archive_is_refused()
    {
        var path = Write("evil.zip", TestArchive.Pack("zip", [("../../anatomy_test.csv", "Q,a,b,c,d,A\n"u8.ToArray())]));
        Assert.That(() => ImportAsync(path, MiniManifest.Of("mmlu")), Throws.TypeOf<DatasetException>().With.Message.Contains("leads out of the folder"));
    }

    [Test]
    public void What_holds_no_data_set_says_which_names_were_looked_for() =>
        Assert.That(
            () => ImportAsync(Write("notes.txt", [65]), MiniManifest.Of("mmlu"), MiniManifest.Of("gsm8k")),
            Throws.TypeOf<DatasetException>().With.Message.Contains("holds no files of mmlu, gsm8k").And.Message.Contains("train.jsonl"));

    [Test]
    public void A_path_that_does_not_exist_is_a_wrong_request() =>
        Assert.That(() => ImportAsync(_folder.File("nowhere"), MiniManifest.Of("mmlu")), Throws.TypeOf<RequestException>());

    private Task<IReadOnlyList<InstallOutcome>> ImportAsync(string path, params DatasetManifest[] manifests) =>
        DatasetImport.RunAsync(path, manifests, new InstallOptions { Folder = _folder.File("datasets") }, CancellationToken.None);

    private string Write(string name, byte[] content)
    {
        var path = _folder.File(name);
        File.WriteAllBytes(path, content);
        return path;
    }
}
