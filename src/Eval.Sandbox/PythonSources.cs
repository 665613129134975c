namespace Eval.Sandbox;

/// <summary>The Python programs of the sandboxes, embedded from the folder Python.</summary>
internal static class PythonSources
{
    /// <summary>What PID 1 of a container runs: the argument of python3's -c, then the modules and the program that it loads.</summary>
    public static IReadOnlyList<string> ForkServer { get; } =
    [
        Read("boot.py"),
        Read("preload.py"),
        Join("values.py", "candidate.py", "judge.py", "pages.py", "sample.py", "immortal.py", "forkserver.py"),
    ];

    /// <summary>The same, behind a filter of system calls that takes namespaces away.</summary>
    public static IReadOnlyList<string> SealedForkServer { get; } = [Read("seal.py") + '\n' + ForkServer[0], .. ForkServer.Skip(1)];

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
