using System.Text;

namespace Eval.Sandbox.Wasm;

/// <summary>What the system calls of one instance may touch: three streams, its arguments, its limits. There is nothing else.</summary>
internal sealed class GuestState(BytePipe input, GuestOutput output, GuestLimits limits, TimeProvider time)
{
    /// <summary>NUL-terminated, as WASI wants them.</summary>
    public IReadOnlyList<byte[]> Arguments { get; } =
        [.. new[] { "python", "-B", "-s", "-P", "-S", "-c", PythonSources.Wasm }.Select(text => Encoding.UTF8.GetBytes(text + "\0"))];

    public IReadOnlyList<byte[]> Variables { get; } =
        [.. new[] { "PYTHONHASHSEED=0", "PYTHONDONTWRITEBYTECODE=1", "LC_ALL=C.UTF-8", "HOME=/" }.Select(text => Encoding.UTF8.GetBytes(text + "\0"))];

    public BytePipe Input { get; } = input;

    public GuestOutput Output { get; } = output;

    public OutputTail Stderr { get; } = new();

    public GuestLimits Limits { get; } = limits;

    public TimeProvider Time { get; } = time;

    public int ExitCode { get; set; }

    /// <summary>Called before the first byte is handed over: only now the program's time begins.</summary>
    public Action? FirstRead { get; set; }

    /// <summary>Called with the place of the result when a clock's resolution is asked for: how <see cref="InterpreterPicture"/> stops it.</summary>
    public Action<int>? AtClockResolution { get; init; }
}
