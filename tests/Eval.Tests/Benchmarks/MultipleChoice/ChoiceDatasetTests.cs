using Eval.Benchmarks;
using Eval.Core.Datasets;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.Tests.Benchmarks.MultipleChoice;

public sealed class ChoiceDatasetTests
{
    [TestCase("mmlu", "dev", 57, 285)]
    [TestCase("mmlu", "val", 57, 1531)]
    [TestCase("mmlu", "test", 57, 14042)]
    [TestCase("ceval", "dev", 52, 260)]
    [TestCase("ceval", "val", 52, 1346)]
    [TestCase("ceval", "test", 52, 12342)]
    public void The_real_data_are_complete(string benchmark, string split, int subjects, int samples)
    {
        var data = BenchmarkFixture.Load(benchmark, split);
        Assert.That(data.Samples, Has.Count.EqualTo(samples));
        Assert.That(data.Samples.Select(sample => sample.Subset).Distinct().Count(), Is.EqualTo(subjects));
        Assert.That(data.Samples.Select(sample => sample.Id), Is.Unique);
        Assert.That(data.Samples.Select(sample => sample.Position), Is.EqualTo(Enumerable.Range(0, samples)));
    }

    [Test]
    public void Ids_are_the_row_in_MMLU_and_the_id_column_in_CEval()
    {
        var mmlu = BenchmarkFixture.Load("mmlu", "test").Samples[0];
        Assert.That((mmlu.Id, mmlu.Target), Is.EqualTo(("abstract_algebra/0", "B")));
        Assert.That(BenchmarkFixture.Load("ceval", "val").Samples[0].Id, Is.EqualTo("accountant/0"));
    }

    [Test]
    public void CEvals_first_test_split_has_no_labels_and_its_dev_split_has_explanations()
    {
        var data = BenchmarkFixture.Load("ceval", "test");
        Assert.That(data.Samples.All(sample => sample.Target is null), Is.True);
        Assert.That(data.Examples.All(sample => sample.Fields.ContainsKey("explanation")), Is.True);
    }

    [Test]
    public async Task A_test_split_that_carries_answers_is_read_with_them()
    {
        using var folder = new TemporaryFolder();
        folder.Write("ceval/test/law_test.csv", "id,question,A,B,C,D,answer,explanation\n7,q,a,b,c,d,C,because\n9,q,a,b,c,d,A,\n");
        var data = await Load(folder, "ceval", "test");
        Assert.That(data.Samples.Select(sample => (sample.Id, sample.Target)), Is.EqualTo(new[] { ("law/7", "C"), ("law/9", "A") }));
        Assert.That(data.Samples[0].Fields["explanation"], Is.EqualTo("because"));
        Assert.That(data.Samples[1].Fields, Is.Empty);
    }

    [Test]
    public async Task Packaging_and_line_ends_do_not_change_the_digest()
    {
        using var unix = new TemporaryFolder();
        using var windows = new TemporaryFolder();
        unix.Write("mmlu/data/test/anatomy_test.csv", "q,a,b,c,d,A\nr,a,b,c,d,B\n");
        windows.Write("mmlu/test/anatomy_test.csv", "\ufeff\"q\",a,b,\"c\",d,A\r\nr,a,b,c,d,B");
        Assert.That((await Load(windows, "mmlu", "test")).Digests, Is.EqualTo((await Load(unix, "mmlu", "test")).Digests));
    }

    [Test]
    public async Task A_missing_split_names_its_fix()
    {
        using var folder = new TemporaryFolder();
        var error = (await Assert.ThrowsAsync<DatasetException>(() => Load(folder, "mmlu", "test")))!;
        Assert.That(error.Message, Does.Contain("datasets pull mmlu").And.Contain("--datasets").And.Contain("mmlu/data/test".Replace('/', Path.DirectorySeparatorChar)));
    }

    [Test]
    public async Task An_unknown_split_is_refused_with_the_known_ones()
    {
        using var folder = new TemporaryFolder();
        var error = (await Assert.ThrowsAsync<DatasetException>(() => Load(folder, "ceval", "train")))!;
        Assert.That(error.Message, Does.Contain("\"train\"").And.Contain("val, test, dev"));
    }

    [Test]
    public async Task Every_broken_row_of_every_file_is_listed_with_its_line()
    {
        using var folder = new TemporaryFolder();
        var anatomy = folder.Write("mmlu/data/test/anatomy_test.csv", "q,a,b,c,d,A\n\"two\nlines\",a,b,c,d,B\nq,a,b,c,d\nq,a,b,c,d,E\n");
        var dev = folder.Write("mmlu/data/dev/anatomy_dev.csv", "q,a,b,c,d,e,A\n");
        var other = folder.Write("mmlu/data/test/astrology_test.csv", "q,a,b,c,d,A\n");
        var error = (await Assert.ThrowsAsync<DatasetException>(() => Load(folder, "mmlu", "test")))!;
        Assert.That(error.Problems, Is.EqualTo(new[]
        {
            $"{anatomy}:4: 5 columns, expected 6 (question, A, B, C, D, answer)",
            $"{anatomy}:5: the answer is \"E\", expected A, B, C or D",
            $"{other}: \"astrology\" is not a subject of MMLU",
            $"{dev}:1: 7 columns, expected 6 (question, A, B, C, D, answer)",
        }));
    }

    [Test]
    public async Task A_broken_CEval_header_row_or_id_is_listed()
    {
        using var folder = new TemporaryFolder();
        var art = folder.Write("ceval/val/art_studies_val.csv", "id,question,A,B,C,answer,hint\n0,q,a,b,c,A,x\n");
        var law = folder.Write("ceval/val/law_val.csv", "id,question,A,B,C,D,answer\n0,q,a,b,c,d,A\n0,q,a,b,c,d,A\n1,q,a,b,c,d\n2,q,a,b,c,d,F\n");
        var logic = folder.Write("ceval/val/logic_val.csv", "");
        var error = (await Assert.ThrowsAsync<DatasetException>(() => Load(folder, "ceval", "val")))!;
        Assert.That(error.Problems, Is.EqualTo(new[]
        {
            $"{art}:1: unknown column \"hint\"",
            $"{art}:1: column \"D\" is missing",
            $"{law}:3: the id \"0\" is there twice",
            $"{law}:4: 6 columns, the header has 7",
            $"{law}:5: the answer is \"F\", expected A, B, C or D",
            $"{logic}:1: the file is empty, expected a header id,question,A,B,C,D",
        }));
    }

    [Test]
    public async Task Missing_shots_are_found_when_the_protocol_is_bound_and_zero_shot_needs_none()
    {
        using var folder = new TemporaryFolder();
        folder.Write("mmlu/data/test/anatomy_test.csv", "q,a,b,c,d,A\n");
        folder.Write("mmlu/data/dev/anatomy_dev.csv", "q,a,b,c,d,A\n");
        var data = await Load(folder, "mmlu", "test");
        var error = Assert.Throws<DatasetException>(() => BenchmarkFixture.Protocol("mmlu@lm-eval").Bind(data, sandbox: null))!;
        Assert.That(error.Problems, Is.EqualTo(new[] { "anatomy: 1 of 5 examples in the dev split" }));
        Assert.That(error.Message, Does.Contain("datasets pull mmlu").And.Contain("mmlu@chat"));
        Assert.That(BenchmarkFixture.Protocol("mmlu@chat").Bind(data, sandbox: null).Render(data.Samples[0]).Messages, Has.Count.EqualTo(1));
    }

    private static Task<BenchmarkData> Load(TemporaryFolder folder, string benchmark, string split) =>
        BenchmarkCatalog.Find(benchmark)!.LoadAsync(folder.Path, split, CancellationToken.None);
}
