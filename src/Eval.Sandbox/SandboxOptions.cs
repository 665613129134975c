using Eval.Core.Scoring;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Eval.Sandbox;

/// <summary>How to make a sandbox.</summary>
public sealed record SandboxOptions
{
    public SandboxKind Kind { get; init; } = SandboxKind.Auto;

    public JudgingMode Judging { get; init; } = JudgingMode.Split;

    /// <summary>Programs judged at once; one container or interpreter each. Default: the processors of this machine.</summary>
    public int Parallelism { get; init; } = Environment.ProcessorCount;

    /// <summary>The run that uses it; containers are labelled with it.</summary>
    public string RunId { get; init; } = "";

    /// <summary>An engine's address (as in DOCKER_HOST), instead of looking for one.</summary>
    public string? DockerHost { get; init; }

    /// <summary>An image with CPython 3.11 or newer, instead of EVAL_SANDBOX_IMAGE or the pinned one. Pulled when it is not there.</summary>
    public string? Image { get; init; }

    /// <summary>Folder of the WebAssembly interpreter and its compiled modules, instead of the one below the user's data folder.</summary>
    public string? WasmFolder { get; init; }

    /// <summary>Told what takes time: pulling or building an image, compiling the interpreter.</summary>
    public IProgress<string>? Progress { get; init; }

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    public ILogger Logger { get; init; } = NullLogger.Instance;
}
