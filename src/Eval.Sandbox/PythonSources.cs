namespace Eval.Sandbox;

/// <summary>The Python programs of the sandboxes, embedded from the folder Python.</summary>
internal static class PythonSources
{
    /// <summary>PID 1 of a container.</summary>
    public static string ForkServer { get; } = Join("values.py", "candidate.py", "judge.py", "sample.py", "immortal.py", "preload.py", "forkserver.py");

    /// <summary>The same, behind a filter of system calls that takes namespaces away.</summary>
    public static string SealedForkServer { get; } = Read("seal.py") + '\n' + ForkServer;

    /// <summary>Main program of a WebAssembly instance.</summary>
    public static string Wasm { get; } = Join("values.py", "candidate.py", "judge.py", "preload.py", "wasm.py");

    /// <summary>Tests that a container is limited as it should be.</summary>
    public static string Limits { get; } = Read("limits.py");

    private static string Join(params string[] names) => string.Join('\n', names.Select(Read));

    private static string Read(string name)
    {
        using var stream = typeof(PythonSources).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not embedded in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
