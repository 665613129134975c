namespace Eval.Sandbox.Wasm;

/// <summary>How an instance ended.</summary>
internal enum GuestEnd
{
    /// <summary>It called exit, or its main function returned.</summary>
    Exited,

    /// <summary>The WebAssembly code trapped: stack overflow, memory out of bounds, unreachable.</summary>
    Trapped,

    CpuLimit,

    WallLimit,

    OutputLimit,

    /// <summary>It wrote something that is not a frame.</summary>
    Garbled,

    /// <summary>The harness stopped it: the verdict is known.</summary>
    Stopped,
}
