using System.Text;
using Eval.Core.Results;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.Tests.Core.Results;

public sealed class SampleReaderTests
{
    [Test]
    public void A_file_cut_at_any_byte_gives_exactly_the_lines_that_are_whole()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("samples.jsonl");
        SampleRecord[] records = [SampleLines.Record("1", completion: "one\nline\u2028é😀"), SampleLines.Record("2", completion: "\"}\\"), SampleLines.Record("3")];
        var bytes = SampleLines.Bytes(records);
        var ends = records.Select((_, index) => SampleLines.Bytes(records[..(index + 1)]).Length).ToList();
        for (var length = 0; length <= bytes.Length; length++)
        {
            File.WriteAllBytes(path, bytes[..length]);

            // A line is whole with its last brace: the line feed may be missing.
            var whole = ends.Count(end => end - 1 <= length);
            Assert.That(SampleReader.Read(path).Select(record => record.Id), Is.EqualTo(records.Take(whole).Select(record => record.Id)), $"cut at {length}");

            SampleReader.Repair(path);
            Assert.That(File.ReadAllBytes(path), Is.EqualTo(SampleLines.Bytes(records[..whole])), $"repaired after a cut at {length}");
        }
    }

    [Test]
    public void A_torn_line_longer_than_any_buffer_is_cut_off()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("samples.jsonl");
        var first = SampleLines.Bytes(SampleLines.Record("1"));
        var torn = SampleLines.Bytes(SampleLines.Record("2", completion: new string('x', 300_000)))[..200_000];
        File.WriteAllBytes(path, [.. first, .. torn]);

        Assert.That(SampleReader.Read(path).Count(), Is.EqualTo(1));
        Assert.That(SampleReader.Repair(path), Is.EqualTo(200_000));
        Assert.That(File.ReadAllBytes(path), Is.EqualTo(first));
    }

    [Test]
    public void Lines_longer_than_the_buffer_come_through()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("samples.jsonl");
        SampleRecord[] records = [.. Enumerable.Range(0, 20).Select(row => SampleLines.Record($"{row}", completion: new string((char)('a' + row), row * 17_001)))];
        File.WriteAllBytes(path, SampleLines.Bytes(records));

        Assert.That(SampleReader.Read(path).Select(record => record.Completion), Is.EqualTo(records.Select(record => record.Completion)));
    }

    [Test]
    public void A_broken_line_in_the_middle_is_named_by_file_and_line()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("samples.jsonl", SampleLines.Line(SampleLines.Record("1")) + "\n{\"id\":\n" + SampleLines.Line(SampleLines.Record("2")) + "\n");

        Assert.That(() => SampleReader.Read(path).ToList(), Throws.TypeOf<RunFolderException>()
            .With.Message.StartsWith($"{path}:2: ").And.Property(nameof(RunFolderException.Fix)).Contains("delete it"));
    }

    [Test]
    public void Blank_lines_and_carriage_returns_do_no_harm()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("samples.jsonl", "\n" + SampleLines.Line(SampleLines.Record("1")) + "\r\n\r\n" + SampleLines.Line(SampleLines.Record("2")) + "\n");

        Assert.That(SampleReader.Read(path).Select(record => record.Id), Is.EqualTo(new[] { "1", "2" }));
    }

    [Test]
    public void A_last_line_of_zero_bytes_as_after_a_power_cut_is_dropped()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("samples.jsonl");
        File.WriteAllBytes(path, [.. SampleLines.Bytes(SampleLines.Record("1")), .. new byte[100]]);

        Assert.That(SampleReader.Read(path).Count(), Is.EqualTo(1));
        Assert.That(SampleReader.Repair(path), Is.EqualTo(100));
    }

    [Test]
    public void A_record_survives_its_line_unchanged()
    {
        using var folder = new TemporaryFolder();
        var record = SampleLines.Record("anatomy/7#2", completion: " “x” <b>\t\0\uFEFF") with
        {
            Repeat = 2,
            ChoiceLogprobs = [-0.1, -1e-300, -123456.789012345],
            Usage = new UsageRecord(1, 2, null, 4, 5),
            Cost = new CostRecord(0.000123m, "USD"),
            LatencyMs = 12.345,
        };
        var path = folder.Write("samples.jsonl", SampleLines.Line(record) + "\n");

        var read = SampleReader.Read(path).Single();
        Assert.That(SampleLines.Line(read), Is.EqualTo(SampleLines.Line(record)));
        Assert.That(read.SampleId, Is.EqualTo("anatomy/7"));
        Assert.That(Encoding.UTF8.GetString(SampleLines.Bytes(record)), Does.Not.Contain("sample_id"));
    }
}
