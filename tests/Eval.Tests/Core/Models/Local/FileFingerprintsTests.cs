using System.Security.Cryptography;
using Eval.Core.Models.Local;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.Tests.Core.Models.Local;

public sealed class FileFingerprintsTests
{
    private static readonly DateTime Written = new(2025, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    [Test]
    public async Task A_file_is_read_once_per_path_size_and_time()
    {
        using var folder = new TemporaryFolder();
        var file = Write(folder, "weights A", Written);
        var first = await Fingerprints(folder).ComputeAsync(file, default);
        Write(folder, "weights B", Written);
        Assert.Multiple(async () =>
        {
            Assert.That(first, Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData("weights A"u8))));
            Assert.That(await Fingerprints(folder).ComputeAsync(file, default), Is.EqualTo(first), "same path, size and time: not read again, by a new process neither");
        });
    }

    [TestCase("weights B", 1, TestName = "A_touched_file_is_read_again")]
    [TestCase("weights B, longer", 0, TestName = "A_file_of_another_size_is_read_again")]
    public async Task A_changed_file_is_read_again(string content, int ticks)
    {
        using var folder = new TemporaryFolder();
        await Fingerprints(folder).ComputeAsync(Write(folder, "weights A", Written), default);
        var file = Write(folder, content, Written.AddTicks(ticks));
        Assert.That(await Fingerprints(folder).ComputeAsync(file, default), Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(content)))));
    }

    [Test]
    public async Task A_copy_at_another_path_is_read_for_itself()
    {
        using var folder = new TemporaryFolder();
        var first = await Fingerprints(folder).ComputeAsync(Write(folder, "weights A", Written, "a.bin"), default);
        Assert.That(await Fingerprints(folder).ComputeAsync(Write(folder, "weights B", Written, "b.bin"), default), Is.Not.EqualTo(first));
    }

    [Test]
    public async Task A_torn_memory_is_not_believed()
    {
        using var folder = new TemporaryFolder();
        var file = Write(folder, "weights A", Written);
        var first = await Fingerprints(folder).ComputeAsync(file, default);
        var entry = Directory.GetFiles(folder.File("cache")).Single();
        await File.WriteAllTextAsync(entry, first[..20]);
        Assert.That(await Fingerprints(folder).ComputeAsync(file, default), Is.EqualTo(first));
    }

    [Test]
    public async Task A_memory_that_cannot_be_written_costs_time_only()
    {
        using var folder = new TemporaryFolder();
        folder.Write("cache", "a file where the folder should be");
        Assert.That(await Fingerprints(folder).ComputeAsync(Write(folder, "weights A", Written), default), Has.Length.EqualTo(64));
    }

    [Test]
    public async Task A_digest_over_several_files_depends_on_each_on_their_names_and_on_the_facts()
    {
        using var folder = new TemporaryFolder();
        var (one, other, renamed) = (Write(folder, "1", Written, "one"), Write(folder, "2", Written, "two"), Write(folder, "2", Written, "three"));
        var fingerprints = Fingerprints(folder);
        string[] digests =
        [
            await fingerprints.ComputeAsync([one, other], ["context=512"], default),
            await fingerprints.ComputeAsync([one, renamed], ["context=512"], default),
            await fingerprints.ComputeAsync([one], ["context=512"], default),
            await fingerprints.ComputeAsync([one, other], ["context=513"], default),
            await fingerprints.ComputeAsync([one, other], [], default),
        ];
        Assert.That(digests, Is.Unique);
    }

    private static FileFingerprints Fingerprints(TemporaryFolder folder) => new(folder.File("cache"));

    private static string Write(TemporaryFolder folder, string content, DateTime time, string name = "weights.bin")
    {
        var path = folder.Write(name, content);
        File.SetLastWriteTimeUtc(path, time);
        return path;
    }
}
