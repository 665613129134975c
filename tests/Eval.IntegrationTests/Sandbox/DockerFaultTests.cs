using System.Collections.Concurrent;
using Eval.Core.Scoring;
using Eval.Sandbox;
using Eval.Sandbox.Docker;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.IntegrationTests.Sandbox;

/// <summary>The engine or a container goes away while programs run: nothing is wrongly scored, nothing is left.</summary>
[TestFixture]
internal sealed class DockerFaultTests : DockerTests
{
    /// <summary>Long enough that a busy machine still finds it running once it was seen to run.</summary>
    private static readonly SandboxRequest Slow = GoodProgram.Request with
    {
        Program = "import time\n\ndef double(x):\n    time.sleep(6)\n    return 2 * x\n",
        WallLimit = TimeSpan.FromSeconds(60),
    };

    [Test]
    public async Task A_container_killed_in_mid_sample_is_replaced_and_the_sample_passes()
    {
        await using var sandbox = await Engines.DockerAsync(Options);
        var container = (await Probe.ListAsync()).Single();
        var running = sandbox.RunAsync(Slow, CancellationToken.None);
        await Probe.WaitUntilBusyAsync(container);
        await Probe.KillAsync(container);

        var result = await running;

        Assert.That(result.Verdict, Is.EqualTo(SandboxVerdict.Passed), result.ToString());
        Assert.That(result.Attempts, Is.EqualTo(2));
    }

    [Test]
    public async Task A_program_whose_container_dies_twice_is_scored_when_a_good_one_passes_after_it()
    {
        await using var sandbox = await Engines.DockerAsync(Options);
        var running = sandbox.RunAsync(Slow, CancellationToken.None);
        var killed = new HashSet<string>();
        while (killed.Count < 2 && !running.IsCompleted)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(300), CancellationToken.None);
            foreach (var id in (await Probe.ListAsync()).Where(id => killed.Count < 2 && !killed.Contains(id)))
            {
                await Probe.WaitUntilBusyAsync(id);
                await Probe.KillAsync(id);
                killed.Add(id);
            }
        }

        var result = await running;

        Assert.That(result.Verdict, Is.EqualTo(SandboxVerdict.Crashed), result.ToString());
        Assert.That(result.Message, Does.StartWith("brought its container down twice"));
        Assert.That((await sandbox.RunAsync(GoodProgram.Request, CancellationToken.None)).Verdict, Is.EqualTo(SandboxVerdict.Passed));
    }

    [Test]
    public async Task An_engine_that_stops_in_mid_run_is_named_and_no_sample_is_wrongly_scored()
    {
        using var folder = new TemporaryFolder();
        using var proxy = ProxyAt(folder.File("engine.sock"));
        var results = new ConcurrentBag<SandboxResult>();
        var failures = new ConcurrentBag<Exception>();
        await using (var sandbox = await Engines.DockerAsync(Options with { DockerHost = "unix://" + folder.File("engine.sock"), Parallelism = 2 }))
        {
            var running = Parallel.ForAsync(0, 60, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (_, token) =>
            {
                try
                {
                    results.Add(await sandbox.RunAsync(GoodProgram.Request with { Program = "import time\n\ndef double(x):\n    time.sleep(0.1)\n    return 2 * x\n" }, token));
                }
                catch (SandboxUnavailableException error)
                {
                    failures.Add(error);
                }
            });
            while (results.IsEmpty && !running.IsCompleted)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), CancellationToken.None);
            }

            proxy.Cut();
            await running;
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(results.Select(result => result.Verdict), Is.All.EqualTo(SandboxVerdict.Passed));
            Assert.That(failures, Is.Not.Empty);
            Assert.That(failures.Select(error => error.Message), Is.All.Contains("engine.sock"));
            Assert.That(failures.Cast<SandboxUnavailableException>().Select(error => error.Fix), Is.All.Contains("finished samples are kept"));
            Assert.That(await Probe.LeftAfterAsync(TimeSpan.FromSeconds(20) * MachineLoad.Factor), Is.Empty, "a container ends by itself when its harness is gone");
        }
    }

    [Test]
    public async Task Containers_of_a_dead_process_are_removed_and_those_of_a_living_one_are_not()
    {
        await using var sandbox = await Engines.DockerAsync(Options);
        using var engine = await DockerEngine.FindAsync(DockerEndpoints.OfThisMachine, null, TimeProvider.System, CancellationToken.None);
        var image = (await SandboxImages.FindAsync(engine, CancellationToken.None) ?? throw new InvalidOperationException("The sandbox started without an image.")).Reference;
        var labels = ContainerLabels.OfThisProcess(RunId);
        labels[ContainerLabels.Process] = "2147483646@1";
        var settings = ContainerSettings.Create(image, labels, EngineAbilities.Of(engine));
        settings.HostConfig!.AutoRemove = false;
        var left = (await engine.Client.Containers.CreateContainerAsync(settings, CancellationToken.None)).ID;
        var living = (await Probe.ListAsync()).Where(id => id != left).ToList();

        await Leftovers.RemoveAsync(engine, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, CancellationToken.None);

        Assert.That(await Probe.ListAsync(), Is.EquivalentTo(living));
    }

    [Test]
    public async Task Nothing_is_left_after_a_sandbox_is_disposed()
    {
        var before = HostState.Read();
        await using (var sandbox = await Engines.DockerAsync(Options with { Parallelism = 2 }))
        {
            var programs = HostileProgram.All.Where(program => program.Name.Split('-')[0] is "disk" or "reach" or "processes");
            await Task.WhenAll(programs.Select(program => sandbox.RunAsync(program.Request, CancellationToken.None)));
            Assert.That(await Probe.ListAsync(), Has.Count.EqualTo(2));
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await Probe.LeftAfterAsync(TimeSpan.FromSeconds(5) * MachineLoad.Factor), Is.Empty);
            Assert.That(HostState.Read(), Is.EqualTo(before));
        }
    }

    [Test]
    public async Task A_wall_timeout_with_little_CPU_time_is_tried_again()
    {
        await using var sandbox = await Engines.DockerAsync(Options with { Parallelism = 2 });

        var result = await sandbox.RunAsync(Slow with { WallLimit = TimeSpan.FromSeconds(1) }, CancellationToken.None);

        Assert.That(result.Verdict, Is.EqualTo(SandboxVerdict.WallTimeout));
        Assert.That(result.Attempts, Is.InRange(2, 3), "a third time, alone, where the machine was so busy that the second looked like work");
        Assert.That(result.Message, Does.StartWith("took longer than 1 s"));
    }

    [Test]
    public async Task One_process_for_program_and_tests_passes_every_reference_solution()
    {
        await using var sandbox = await Engines.DockerAsync(Options with { Judging = JudgingMode.One, Parallelism = 2 });

        var results = await Task.WhenAll(HumanEvalRequests.Read().Select(item => sandbox.RunAsync(item.Request, CancellationToken.None)));

        Assert.That(results.Count(result => result.Verdict == SandboxVerdict.Passed), Is.EqualTo(164));
        Assert.That((await sandbox.RunAsync(GoodProgram.Request with { Program = "def double(x):\n    return x\n" }, CancellationToken.None)).Verdict, Is.EqualTo(SandboxVerdict.Failed));
    }

    [Test]
    [Explicit("3,280 samples with every processor busy: minutes")]
    public async Task Reference_solutions_never_flake_under_load()
    {
        using var stop = new CancellationTokenSource();
        var burners = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Factory.StartNew(
            () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    Thread.SpinWait(1000);
                }
            },
            TaskCreationOptions.LongRunning)).ToList();
        await using var sandbox = await Engines.DockerAsync(Options with { Parallelism = Environment.ProcessorCount });
        var requests = HumanEvalRequests.Read();

        var results = await Task.WhenAll(Enumerable.Range(0, 20).SelectMany(_ => requests).Select(item => sandbox.RunAsync(item.Request, CancellationToken.None)));

        await stop.CancelAsync();
        await Task.WhenAll(burners);
        Assert.That(results.Where(result => result.Verdict != SandboxVerdict.Passed), Is.Empty);
        Assert.That(results, Has.Length.EqualTo(3280));
    }
}
