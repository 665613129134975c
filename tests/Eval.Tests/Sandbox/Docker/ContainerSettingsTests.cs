using Docker.DotNet.Models;
using Eval.Sandbox.Docker;
using NUnit.Framework;

namespace Eval.Tests.Sandbox.Docker;

[TestFixture]
internal sealed class ContainerSettingsTests
{
    [Test]
    public void A_container_may_do_nothing_but_compute()
    {
        var settings = ContainerSettings.Create("image", new Dictionary<string, string>(), new EngineAbilities());
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
    public void An_engine_that_cannot_count_files_limits_their_size_only() =>
        Assert.That(Create(new EngineAbilities { LimitsFiles = false }).Tmpfs!["/tmp"], Is.EqualTo("size=16m,mode=1777,nosuid,nodev,noexec"));

    [Test]
    public void Folders_that_an_engine_would_make_writable_are_sealed()
    {
        var folders = Create(new EngineAbilities { AddsWritableFolders = true }).Tmpfs!;

        Assert.That(folders["/run"], Is.EqualTo("ro,size=4k,mode=555,nosuid,nodev,noexec"));
        Assert.That(folders["/var/tmp"], Is.EqualTo(folders["/run"]));
    }

    [TestCase("container create: unknown mount option \"nr_inodes=1k\": invalid mount option")]
    [TestCase("crun: setrlimit `RLIMIT_NPROC`: Operation not permitted: OCI permission denied")]
    [TestCase("runc: runc create failed: error setting rlimits for ready process: error setting rlimit type 6: operation not permitted")]
    [TestCase("NanoCPUs can not be set, as your kernel does not support CPU CFS scheduler or the cgroup is not mounted")]
    [TestCase("crun: the requested cgroup controller `cpu` is not available: OCI runtime error")]
    public void What_an_engine_refuses_is_asked_of_it_once(string refusal)
    {
        var fewer = new EngineAbilities().After(refusal);

        Assert.That(fewer, Is.Not.Null.And.Not.EqualTo(new EngineAbilities()));
        Assert.That(fewer!.After(refusal), Is.Null);
    }

    [Test]
    public void What_is_refused_of_containers_that_start_at_the_same_time_adds_up()
    {
        string[] refusals = ["nr_inodes", "RLIMIT_NPROC", "NanoCPUs"];
        var oneAfterAnother = refusals.Aggregate(new EngineAbilities(), (known, refusal) => known.After(refusal)!);

        var together = refusals.Aggregate(new EngineAbilities(), (known, refusal) => known.And(new EngineAbilities().After(refusal)!));

        Assert.That(together, Is.EqualTo(oneAfterAnother));
        Assert.That(oneAfterAnother.And(new EngineAbilities()), Is.EqualTo(oneAfterAnother));
    }

    [TestCase("cannot set memory limit")]
    [TestCase("PidsLimit is not supported")]
    public void The_limits_of_memory_and_processes_are_never_left_out(string refusal) => Assert.That(new EngineAbilities().After(refusal), Is.Null);

    [Test]
    public void The_limit_of_one_users_processes_is_set_only_where_an_engine_asks_for_more_than_it_may()
    {
        var limit = Create(new EngineAbilities().After("RLIMIT_NPROC")!).Ulimits!.Single(limit => limit.Name == "nproc");

        Assert.That(limit.Hard, Is.GreaterThan(ContainerSettings.Processes));
        Assert.That(Create(new EngineAbilities()).Ulimits!.Select(limit => limit.Name), Has.No.Member("nproc"));
    }

    [Test]
    public void The_server_fits_one_argument_of_a_command_line() =>
        Assert.That(ContainerSettings.Create("image", new Dictionary<string, string>(), new EngineAbilities()).Entrypoint!.Max(part => part.Length), Is.LessThan(128 << 10));

    private static HostConfig Create(EngineAbilities abilities) =>
        ContainerSettings.Create("image", new Dictionary<string, string>(), abilities).HostConfig!;
}
