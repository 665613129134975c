using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Eval.Hosting.Datasets.Installing;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.Tests.Hosting.Datasets;

internal sealed class ArchiveTests
{
    private static readonly UnpackLimits Limits = new();

    private TemporaryFolder _folder = null!;

    private string Unpacked => _folder.File("deep", "unpacked");

    [SetUp]
    public void Begin() => _folder = new TemporaryFolder();

    [TearDown]
    public void End() => _folder.Dispose();

    [TestCase("zip")]
    [TestCase("tar")]
    [TestCase("tar.gz")]
    public async Task Wanted_files_come_out_in_their_folders_whatever_the_archive_is_called(string kind)
    {
        await UnpackAsync(Pack(kind, ("data/dev/a.csv", "one"), ("./data/test/b.csv", "two"), ("data/README.txt", "no"), ("data/empty.csv", "")));

        Assert.That(
            Directory.GetFiles(Unpacked, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(path => (Path.GetRelativePath(Unpacked, path), File.ReadAllText(path))),
            Is.EqualTo([(Path.Combine("data", "dev", "a.csv"), "one"), (Path.Combine("data", "empty.csv"), ""), (Path.Combine("data", "test", "b.csv"), "two")]));
    }

    [Test]
    public async Task Old_tar_headers_without_a_magic_word_are_read()
    {
        using var bytes = new MemoryStream();
        await using (var tar = new TarWriter(bytes, TarEntryFormat.V7, leaveOpen: true))
        {
            await tar.WriteEntryAsync(new V7TarEntry(TarEntryType.V7RegularFile, "a.csv") { DataStream = new MemoryStream("old"u8.ToArray()) });
        }

        await UnpackAsync(Write(bytes.ToArray()));

        Assert.That(await File.ReadAllTextAsync(Path.Combine(Unpacked, "a.csv")), Is.EqualTo("old"));
    }

    [Test]
    public async Task A_packed_file_that_is_no_archive_stays_packed()
    {
        using var bytes = new MemoryStream();
        await using (var gzip = new GZipStream(bytes, CompressionMode.Compress, leaveOpen: true))
        {
            gzip.Write("{}\n"u8);
        }

        await UnpackAsync(Write(bytes.ToArray()));

        Assert.That(await File.ReadAllBytesAsync(Path.Combine(Unpacked, "file.bin")), Is.EqualTo(bytes.ToArray()));
    }

    [TestCase("zip", "../evil.csv")]
    [TestCase("zip", "data/../../evil.csv")]
    [TestCase("zip", "/tmp/evil.csv")]
    [TestCase("zip", "..\\evil.csv")]
    [TestCase("zip", "C:/evil.csv")]
    [TestCase("tar", "../evil.csv")]
    [TestCase("tar", "/tmp/evil.csv")]
    [TestCase("tar.gz", "a/../../../evil.csv")]
    public void An_entry_that_leads_out_of_the_folder_is_refused_and_nothing_of_it_written(string kind, string name)
    {
        Assert.That(() => UnpackAsync(Pack(kind, (name, "evil"))), Throws.TypeOf<InvalidDataException>().With.Message.Contains("leads out of the folder"));
        Assert.That(Directory.EnumerateFiles(_folder.Path, "evil.csv", SearchOption.AllDirectories), Is.Empty);
    }

    [TestCase(TarEntryType.SymbolicLink)]
    [TestCase(TarEntryType.HardLink)]
    public void A_link_in_place_of_a_file_is_refused(TarEntryType type)
    {
        using var bytes = new MemoryStream();
        using (var tar = new TarWriter(bytes, TarEntryFormat.Pax, leaveOpen: true))
        {
            tar.WriteEntry(new PaxTarEntry(type, "a.csv") { LinkName = "/etc/hostname" });
        }

        Assert.That(() => UnpackAsync(Write(bytes.ToArray())), Throws.TypeOf<InvalidDataException>().With.Message.Contains("not a file"));
    }

    [TestCase("zip")]
    [TestCase("tar.gz")]
    public void An_archive_that_unpacks_to_too_much_is_stopped(string kind)
    {
        var path = Pack(kind, ("a.csv", new string('0', 5_000_000)));
        Assert.That(new FileInfo(path).Length, Is.LessThan(100_000));

        Assert.That(() => UnpackAsync(path, Limits with { UnpackedBytes = 1_000_000 }), Throws.TypeOf<InvalidDataException>().With.Message.Contains("more than 1,000,000 bytes"));
    }

    [TestCase("zip")]
    [TestCase("tar")]
    public void An_archive_with_too_many_entries_is_stopped(string kind)
    {
        var path = Pack(kind, [.. Enumerable.Range(0, 20).Select(number => ($"{number}.csv", "x"))]);
        Assert.That(() => UnpackAsync(path, Limits with { Entries = 10 }), Throws.TypeOf<InvalidDataException>().With.Message.Contains("more than 10 entries"));
    }

    [TestCase("zip")]
    [TestCase("tar")]
    [TestCase("tar.gz")]
    public void A_cut_archive_is_reported_with_its_path(string kind)
    {
        var whole = File.ReadAllBytes(Pack(kind, ("a.csv", string.Concat(Enumerable.Range(0, 20_000)))));
        var path = Write(whole[..(whole.Length / 2)]);

        Assert.That(() => UnpackAsync(path), Throws.TypeOf<InvalidDataException>().With.Message.Contains(path));
    }

    private Task UnpackAsync(string path, UnpackLimits? limits = null) =>
        Archive.UnpackAsync(path, Unpacked, name => name.EndsWith(".csv", StringComparison.Ordinal), limits ?? Limits, CancellationToken.None);

    private string Pack(string kind, params (string Name, string Content)[] files) => Write(TestArchive.Pack(kind, [.. files.Select(file => (file.Name, Encoding.UTF8.GetBytes(file.Content)))]));

    private string Write(byte[] bytes)
    {
        var path = _folder.File("file.bin");
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
