using Eval.Core.Scoring;
using Eval.Sandbox;
using NUnit.Framework;

namespace Eval.IntegrationTests.Sandbox;

[TestFixture]
[NonParallelizable]
internal sealed class DockerSandboxTests : SandboxContractTests
{
    private protected override Task<ISandbox> StartAsync() => Engines.DockerAsync(new SandboxOptions { Kind = SandboxKind.Docker, RunId = "contract" });

    private protected override IReadOnlyList<SandboxVerdict> Allowed(HostileProgram program) => program.Docker;
}
