using Eval.Core.Scoring;
using Eval.Sandbox;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.IntegrationTests.Sandbox;

/// <summary>Podman serves the same sandbox through Docker's API. The whole contract runs on it with DOCKER_HOST set to its socket.</summary>
[TestFixture]
[NonParallelizable]
internal sealed class PodmanTests
{
    private readonly string _runId = Guid.NewGuid().ToString("N");
    private PodmanService? _service;
    private ISandbox? _sandbox;

    private SandboxOptions Options => new() { Kind = SandboxKind.Docker, RunId = _runId, DockerHost = _service!.Address };

    [OneTimeSetUp]
    public async Task Start()
    {
        _service = await PodmanService.StartAsync();
        try
        {
            _sandbox = await SandboxFactory.CreateAsync(Options, CancellationToken.None);
        }
        catch (SandboxUnavailableException error)
        {
            Require.Part("podman", false, $"{error.Message} Fix: {error.Fix}");
        }
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (_sandbox is not null)
        {
            await _sandbox.DisposeAsync();
        }

        _service?.Dispose();
    }

    [Test]
    public async Task All_reference_solutions_of_HumanEval_pass()
    {
        var results = await Task.WhenAll(HumanEvalRequests.Read().Select(async item => (item.Id, Result: await _sandbox!.RunAsync(item.Request, CancellationToken.None))));

        Assert.That(results.Where(item => item.Result.Verdict != SandboxVerdict.Passed).Select(item => $"{item.Id}: {item.Result}"), Is.Empty);
        Assert.That(results, Has.Length.EqualTo(164));
        Assert.That(_sandbox!.Info.Limits["engine"], Does.StartWith("podman "));
    }

    [Test]
    public async Task Programs_that_reach_out_write_fork_or_fill_memory_are_judged_right_and_leave_the_next_one_alone(
        [Values("reach", "disk", "fool", "memory-at-once", "memory-in-children", "processes-daemon", "processes-fork-bomb-swallows", "exit")] string start)
    {
        var programs = HostileProgram.All.Where(program => program.Name.StartsWith(start, StringComparison.Ordinal)).ToList();
        Assert.That(programs, Is.Not.Empty);
        foreach (var program in programs)
        {
            var result = await _sandbox!.RunAsync(program.Request, CancellationToken.None);
            var next = await _sandbox.RunAsync(GoodProgram.Request, CancellationToken.None);

            Assert.That(result.Verdict, Is.AnyOf([.. DockerSandboxTests.AllowedBy(_sandbox, program).Append(SandboxVerdict.WallTimeout).Cast<object>()]), $"{program}: {result}");
            Assert.That(next.Verdict, Is.EqualTo(SandboxVerdict.Passed), $"after {program}: {next}");
        }
    }

    [TestCase("/run")]
    [TestCase("/var/tmp")]
    [TestCase("/dev/shm")]
    public async Task A_folder_that_Podman_adds_to_a_read_only_root_cannot_be_written(string folder)
    {
        var result = await _sandbox!.RunAsync(
            GoodProgram.Request with { Program = $"def double(x):\n    open('{folder}/left', 'w').close()\n    return 2 * x\n" },
            CancellationToken.None);

        Assert.That(result.Verdict, Is.EqualTo(SandboxVerdict.Failed));
        Assert.That(result.Message, Does.StartWith("OSError").Or.StartWith("PermissionError").Or.StartWith("FileNotFoundError"));
    }

    [Test]
    public async Task Nothing_is_left_after_a_sandbox_is_disposed()
    {
        var runId = Guid.NewGuid().ToString("N");
        using var probe = await ContainerProbe.OpenAsync(runId, _service!.Address, "podman");
        await using (var sandbox = await SandboxFactory.CreateAsync(Options with { RunId = runId }, CancellationToken.None))
        {
            Assert.That((await sandbox.RunAsync(GoodProgram.Request, CancellationToken.None)).Verdict, Is.EqualTo(SandboxVerdict.Passed));
            Assert.That(await probe.ListAsync(), Has.Count.EqualTo(sandbox.Info.Parallelism));
        }

        Assert.That(await probe.LeftAfterAsync(TimeSpan.FromSeconds(10) * MachineLoad.Factor), Is.Empty);
    }
}
