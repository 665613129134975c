using System.IO.Compression;
using System.Text;
using Eval.Benchmarks.Gsm8k;
using Eval.Benchmarks.HumanEval;
using Eval.Benchmarks.Reading;
using Eval.Core.Datasets;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.Tests.Benchmarks.Reading;

public sealed class JsonLinesFileTests
{
    private const string GoodRow = "{\"question\":\"1+1?\",\"answer\":\"2\\n#### 2\"}";

    private readonly List<string> _problems = [];

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void CreateFolder()
    {
        _folder = new TemporaryFolder();
        _problems.Clear();
    }

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public void Only_a_line_feed_ends_a_line()
    {
        var file = Read("{\"q\":\"a\u2028b\u2029c\u0085d\ve\"}\r\n{\"q\":\"\ttab\"}".Replace("\v", "\\u000b", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal));
        Assert.That(file.Lines.Select(line => file.Text(line, "q")), Is.EqualTo(new[] { "a\u2028b\u2029c\u0085d\ve", "\ttab" }));
        Assert.That(_problems, Is.Empty);
    }

    [Test]
    public void A_byte_order_mark_blank_lines_and_a_missing_last_line_feed_are_no_rows()
    {
        var file = Read("\uFEFF{\"q\":\"1\"}\n\n  \r\n{\"q\":\"2\"}");
        Assert.That(file.Lines.Select(line => line.Number), Is.EqualTo(new[] { 1, 4 }));
    }

    [Test]
    public void Every_broken_line_is_listed_with_its_number()
    {
        var file = Read("{\"q\":\"1\"}\n{\"q\":\n[1]\n{\"q\":7}\n{\"q\":\"\\ud800\"}\n");
        foreach (var line in file.Lines)
        {
            file.Text(line, "q");
        }

        var lines = _problems.Select(problem => problem[problem.IndexOf(".jsonl:", StringComparison.Ordinal)..].Split(':')[1]);
        Assert.That(lines, Is.EqualTo(new[] { "2", "3", "4", "5" }), string.Join('\n', _problems));
    }

    [Test]
    public void A_gzip_file_is_unpacked()
    {
        var path = _folder.File("rows.jsonl.gz");
        using (var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest))
        {
            gzip.Write("{\"q\":\"packed\"}\n"u8);
        }

        var file = JsonLinesFile.Read(path, _problems);
        Assert.That(file.Text(file.Lines[0], "q"), Is.EqualTo("packed"));
    }

    [Test]
    public void A_file_that_only_claims_to_be_gzip_is_a_problem()
    {
        JsonLinesFile.Read(_folder.Write("rows.jsonl.gz", "{}"), _problems);
        Assert.That(_problems, Has.One.Contains("is not a whole gzip file"));
    }

    [Test]
    public void Broken_GSM8K_rows_are_all_listed_with_file_and_line()
    {
        var path = _folder.Write("gsm8k/test.jsonl", $"{GoodRow}\nnot json\n{{\"question\":\"no answer\"}}\n{{\"question\":\"q\",\"answer\":\"no mark\"}}\n");
        Assert.That(
            async () => await new Gsm8kBenchmark().LoadAsync(_folder.Path, "test", CancellationToken.None),
            Throws.TypeOf<DatasetException>()
                .With.Property(nameof(DatasetException.Problems)).Count.EqualTo(3)
                .And.Message.Contains($"{path}:2: ").And.Message.Contains($"{path}:3: ").And.Message.Contains($"{path}:4: "));
    }

    [Test]
    public void A_missing_file_says_how_to_get_it()
    {
        Assert.That(
            async () => await new Gsm8kBenchmark().LoadAsync(_folder.Path, "test", CancellationToken.None),
            Throws.TypeOf<DatasetException>().With.Message.Contains("datasets pull gsm8k"));
        Assert.That(
            async () => await new HumanEvalBenchmark().LoadAsync(_folder.Path, "test", CancellationToken.None),
            Throws.TypeOf<DatasetException>().With.Message.Contains("datasets pull humaneval"));
    }

    [TestCase("cot", "cot_8shot.jsonl")]
    [TestCase("qwen", "qwen_gsm8k_prompt.txt")]
    [TestCase("opencompass-gen", "opencompass_4shot.jsonl")]
    [TestCase("lm-eval", "train split")]
    public async Task Missing_shots_are_found_when_the_protocol_is_bound(string protocol, string what)
    {
        _folder.Write("gsm8k/test.jsonl", GoodRow);
        var benchmark = new Gsm8kBenchmark();
        var data = await benchmark.LoadAsync(_folder.Path, "test", CancellationToken.None);
        Assert.That(
            () => benchmark.Protocols.Single(p => p.Info.Name == protocol).Bind(data, sandbox: null),
            Throws.TypeOf<DatasetException>().With.Message.Contains(what).And.Message.Contains("datasets pull gsm8k"));
    }

    [Test]
    public async Task A_repeated_task_id_is_a_problem()
    {
        const string Row = "{\"task_id\":\"HumanEval/0\",\"prompt\":\"\",\"entry_point\":\"f\",\"test\":\"\",\"canonical_solution\":\"\"}\n";
        _folder.Write("humaneval/HumanEval.jsonl", Row + Row);
        await Assert.ThatAsync(
            () => new HumanEvalBenchmark().LoadAsync(_folder.Path, "test", CancellationToken.None),
            Throws.TypeOf<DatasetException>().With.Message.Contains(":2: task_id \"HumanEval/0\" appeared before"));
    }

    private JsonLinesFile Read(string content)
    {
        var path = _folder.File("rows.jsonl");
        File.WriteAllText(path, content, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return JsonLinesFile.Read(path, _problems);
    }
}
