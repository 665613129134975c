using System.Diagnostics;
using Eval.Core.Scoring;
using Eval.Sandbox;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.IntegrationTests.Sandbox;

/// <summary>The harness's own deadline, 4 s above a program's: a container or an engine that hangs does not hang the run.</summary>
[TestFixture]
internal sealed class DockerDeadlineTests : DockerTests
{
    private static readonly SandboxRequest Slow = GoodProgram.Request with
    {
        Program = "import time\n\ndef double(x):\n    time.sleep(3)\n    return 2 * x\n",
        WallLimit = TimeSpan.FromSeconds(8),
    };

    [Test]
    public async Task A_container_that_hangs_in_mid_sample_is_thrown_away_at_the_deadline_and_the_sample_passes_in_another()
    {
        await using var sandbox = await Engines.DockerAsync(Options);
        var hung = (await Probe.ListAsync()).Single();
        var clock = Stopwatch.StartNew();
        var running = sandbox.RunAsync(Slow, CancellationToken.None);
        await Probe.WaitUntilBusyAsync(hung);
        await Probe.Client.Containers.PauseContainerAsync(hung, CancellationToken.None);

        var result = await running;
        var took = clock.Elapsed;
        var next = await sandbox.RunAsync(GoodProgram.Request, CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Verdict, Is.EqualTo(SandboxVerdict.Passed), result.ToString());
            Assert.That(result.Attempts, Is.EqualTo(2));
            Assert.That(took, Is.GreaterThan(TimeSpan.FromSeconds(12)), "the first was given its 8 s and 4 s more");
            Assert.That(took, Is.LessThan(TimeSpan.FromSeconds(30) * MachineLoad.Factor));
            Assert.That(await Probe.ListAsync(), Has.No.Member(hung).And.Count.EqualTo(1));
            Assert.That(next.Verdict, Is.EqualTo(SandboxVerdict.Passed), next.ToString());
            Assert.That(next.Attempts, Is.EqualTo(1));
        }
    }

    [Test]
    public async Task An_engine_that_hangs_ends_the_sample_as_unavailable_and_is_named()
    {
        using var folder = new TemporaryFolder();
        var time = new FastClock();
        using var proxy = ProxyAt(folder.File("engine.sock"));
        await using (var sandbox = await Engines.DockerAsync(Options with { DockerHost = "unix://" + folder.File("engine.sock"), TimeProvider = time }))
        {
            proxy.Freeze();
            // A sample's deadline of 10 s, 20 s to remove its container and 60 s for a new one, twentyfold.
            time.Factor = 20;

            var error = await Assert.ThrowsAsync<SandboxUnavailableException>(() => sandbox.RunAsync(GoodProgram.Request, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30) * MachineLoad.Factor));

            Assert.That(error!.Message, Does.Contain("engine.sock").And.Contains("stopped answering"));
            Assert.That(error.Fix, Does.Contain("finished samples are kept"));
            proxy.Cut();
        }

        Assert.That(await Probe.LeftAfterAsync(TimeSpan.FromSeconds(20) * MachineLoad.Factor), Is.Empty);
    }
}
