using Eval.Core.Scoring;
using Eval.Sandbox;
using NUnit.Framework;

namespace Eval.IntegrationTests.Sandbox;

[TestFixture]
[NonParallelizable]
internal sealed class WasmSandboxTests : SandboxContractTests
{
    private protected override Task<ISandbox> StartAsync(string runId) => Engines.WasmAsync(new SandboxOptions { Kind = SandboxKind.Wasm, RunId = runId });

    private protected override IReadOnlyList<SandboxVerdict> Allowed(HostileProgram program) => program.Wasm;
}
