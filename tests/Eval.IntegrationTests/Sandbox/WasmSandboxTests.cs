using Eval.Core.Scoring;
using Eval.Sandbox;
using NUnit.Framework;

namespace Eval.IntegrationTests.Sandbox;

[TestFixture]
[NonParallelizable]
internal sealed class WasmSandboxTests : SandboxContractTests
{
    private protected override Task<ISandbox> StartAsync() => Engines.WasmAsync(new SandboxOptions { Kind = SandboxKind.Wasm });

    private protected override IReadOnlyList<SandboxVerdict> Allowed(HostileProgram program) => program.Wasm;
}
