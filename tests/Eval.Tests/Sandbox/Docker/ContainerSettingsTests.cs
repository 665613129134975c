using Eval.Sandbox.Docker;
using NUnit.Framework;

namespace Eval.Tests.Sandbox.Docker;

[TestFixture]
internal sealed class ContainerSettingsTests
{
    [Test]
    public void A_container_may_do_nothing_but_compute()
    {
        var settings = ContainerSettings.Create("image", new Dictionary<string, string>(), limitsInodes: true);
        var host = settings.HostConfig!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(host.NetworkMode, Is.EqualTo("none"));
            Assert.That(host.IpcMode, Is.EqualTo("none"));
            Assert.That(host.ReadonlyRootfs, Is.True);
            Assert.That(host.Privileged, Is.False);
            Assert.That(host.Binds, Is.Null.Or.Empty);
            Assert.That(host.Tmpfs!["/tmp"], Is.EqualTo("size=16m,mode=1777,nosuid,nodev,noexec,nr_inodes=1k"));
            Assert.That(host.CapDrop, Is.EqualTo(new[] { "ALL" }));
            Assert.That(host.CapAdd, Is.EqualTo(new[] { "SETUID", "SETGID", "KILL" }));
            Assert.That(host.SecurityOpt, Is.EqualTo(new[] { "no-new-privileges" }), "and with it the default seccomp profile");
            Assert.That(host.PidsLimit, Is.EqualTo(64));
            Assert.That(host.Memory, Is.EqualTo(512L << 20));
            Assert.That(host.MemorySwap, Is.EqualTo(host.Memory), "no swap");
            Assert.That(host.NanoCPUs, Is.EqualTo(1_000_000_000));
            Assert.That(host.Ulimits!.Select(limit => $"{limit.Name}={limit.Soft}:{limit.Hard}"), Is.EqualTo(new[] { "core=0:0", "nofile=256:256" }));
            Assert.That(host.LogConfig!.Type, Is.EqualTo("none"));
            Assert.That(host.Init, Is.Null.Or.False);
            Assert.That(host.Sysctls!.Select(pair => $"{pair.Key}={pair.Value}"), Is.EquivalentTo(new[] { "kernel.shmmni=0", "kernel.msgmni=0", "kernel.sem=0 0 0 0", "fs.mqueue.queues_max=0" }));
            Assert.That(settings.OpenStdin && settings.StdinOnce && host.AutoRemove, Is.True, "it ends with its harness, and is removed");
            Assert.That(settings.Tty, Is.False);
        }
    }

    [Test]
    public void Podman_refuses_the_limit_of_files_only() =>
        Assert.That(ContainerSettings.Create("image", new Dictionary<string, string>(), limitsInodes: false).HostConfig!.Tmpfs!["/tmp"], Is.EqualTo("size=16m,mode=1777,nosuid,nodev,noexec"));

    [Test]
    public void The_server_fits_one_argument_of_a_command_line() =>
        Assert.That(ContainerSettings.Create("image", new Dictionary<string, string>(), limitsInodes: true).Entrypoint!.Max(part => part.Length), Is.LessThan(128 << 10));
}
