namespace Eval.Sandbox;

/// <summary>What the user asks for with <c>--sandbox</c>.</summary>
public enum SandboxKind
{
    /// <summary>Docker if an engine answers, else WebAssembly if its interpreter is installed. Never the host.</summary>
    Auto,

    Docker,

    Wasm,
}
