using Eval.Core.Scoring;
using Eval.Sandbox;
using NUnit.Framework;

namespace Eval.IntegrationTests.Sandbox;

[TestFixture]
[NonParallelizable]
internal sealed class DockerSandboxTests : SandboxContractTests
{
    private protected override Task<ISandbox> StartAsync(string runId) => Engines.DockerAsync(new SandboxOptions { Kind = SandboxKind.Docker, RunId = runId });

    private protected override async Task<IReadOnlyList<string>> ContainersLeftAsync(string runId)
    {
        using var probe = await ContainerProbe.OpenAsync(runId);
        return await probe.LeftAfterAsync(TimeSpan.FromSeconds(5) * MachineLoad.Factor);
    }

    [Test]
    public async Task A_program_does_not_count_references_to_what_was_loaded_before_it()
    {
        // Every count would be a write to a page that the forked process shares.
        const string Program = "def double(x):\n    import json, sys\n    return 2 * x if sys.version_info < (3, 12) or sys.getrefcount(json.dumps) >> 31 else None\n";

        var result = await Sandbox.RunAsync(GoodProgram.Request with { Program = Program }, CancellationToken.None);

        Assert.That(result.Verdict, Is.EqualTo(SandboxVerdict.Passed), result.ToString());
    }

    private protected override IReadOnlyList<SandboxVerdict> Allowed(HostileProgram program) => AllowedBy(Sandbox, program);

    /// <summary>Where an engine cannot count the files of /tmp (Podman), a program that fills it with them reaches its CPU or memory limit.</summary>
    public static IReadOnlyList<SandboxVerdict> AllowedBy(ISandbox sandbox, HostileProgram program) =>
        program.Name == "disk-fill-inodes" && !sandbox.Info.Limits["disk"].Contains("files", StringComparison.Ordinal)
            ? [.. program.Docker, SandboxVerdict.CpuTimeout, SandboxVerdict.MemoryExceeded]
            : program.Docker;
}
