using Eval.Core.Results;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.Tests.Core.Results;

public sealed class SampleWriterTests
{
    [Test]
    public async Task A_record_is_in_the_file_when_it_is_reported_written()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("samples.jsonl");
        var missing = new List<string>();
        await using (var writer = SampleWriter.Open(path, (_, record) =>
        {
            // Another handle, as another process would have: nothing may sit in a buffer of ours.
            if (!SampleReader.Read(path).Any(written => written.Id == record.Id))
            {
                missing.Add(record.Id);
            }
        }))
        {
            await Parallel.ForEachAsync(Enumerable.Range(0, 200), async (row, token) => await writer.AppendAsync(row, SampleLines.Record($"{row}"), token));
            await writer.CompleteAsync();
        }

        Assert.That(missing, Is.Empty);
        Assert.That(SampleReader.Read(path).Select(record => record.Id), Is.EquivalentTo(Enumerable.Range(0, 200).Select(row => $"{row}")));
    }

    [Test]
    public async Task Appending_goes_on_after_a_torn_line()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("samples.jsonl", SampleLines.Line(SampleLines.Record("1")) + "\n{\"model\":\"m\",\"be");
        await using (var writer = SampleWriter.Open(path, (_, _) => { }))
        {
            await writer.AppendAsync(1, SampleLines.Record("2"), CancellationToken.None);
            await writer.CompleteAsync();
        }

        Assert.That(await File.ReadAllBytesAsync(path), Is.EqualTo(SampleLines.Bytes(SampleLines.Record("1"), SampleLines.Record("2"))));
    }

    [Test]
    [Platform("Linux", Reason = "/dev/full refuses every write as a full disk does")]
    public async Task A_full_disk_is_said_with_what_to_do_to_every_append()
    {
        await using var writer = SampleWriter.Open("/dev/full", (_, _) => { });
        Assert.That(
            async () =>
            {
                while (true)
                {
                    await writer.AppendAsync(0, SampleLines.Record("1"), CancellationToken.None);
                }
            },
            Throws.TypeOf<RunStorageException>());
        Assert.That(writer.CompleteAsync, Throws.TypeOf<RunStorageException>()
            .With.Message.EqualTo("Cannot write /dev/full: the disk is full.")
            .And.Property(nameof(RunStorageException.Fix)).Contains("run the same command again"));
    }

    [Test]
    public void A_file_in_a_missing_folder_cannot_be_opened()
    {
        using var folder = new TemporaryFolder();
        Assert.That(() => SampleWriter.Open(folder.File("none", "samples.jsonl"), (_, _) => { }), Throws.TypeOf<RunStorageException>());
    }
}
