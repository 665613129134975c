using System.Reflection;
using System.Runtime.InteropServices;
using LLama.Native;

namespace Eval.Models.LLamaSharp;

/// <summary>Where the native llama.cpp comes from: the backend package, or a folder named by <see cref="Variable"/>.</summary>
internal static class NativeLibraries
{
    public const string Variable = "EVAL_LLAMA_NATIVE";

    private static readonly Lock Gate = new();
    private static bool _isDone;

    /// <summary>Version of the LLamaSharp package this was built with.</summary>
    public static string Version { get; } =
        typeof(NativeLibraries).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(fact => fact.Key == "LLamaSharpVersion").Value!;

    /// <summary>The native library that was named in place of the backend package's; null for the package's own.</summary>
    public static string? Replacement { get; private set; }

    /// <summary>Must run before the first use of LLamaSharp; does nothing the second time.</summary>
    /// <exception cref="DllNotFoundException">The named folder holds no llama.cpp.</exception>
    public static void Configure(Func<string, string?> environment)
    {
        lock (Gate)
        {
            if (_isDone)
            {
                return;
            }

            NativeLibraryConfig.All.WithLogCallback((_, _) => { });
            if (environment(Variable) is { Length: > 0 } folder)
            {
                UseFolder(folder);
            }

            _isDone = true;
        }
    }

    // Builds of llama.cpp whose CPU code lies in libraries of its own find them only when told where to look.
    private static void UseFolder(string folder)
    {
        Replacement = Find(folder, "libllama");
        NativeLibraryConfig.LLama.WithLibrary(Replacement);
        var core = NativeLibrary.Load(Find(folder, "libggml."));
        if (NativeLibrary.TryGetExport(core, "ggml_backend_load_all_from_path", out var load))
        {
            Marshal.GetDelegateForFunctionPointer<LoadAll>(load)(folder);
        }
    }

    private static string Find(string folder, string prefix) =>
        Directory.EnumerateFiles(folder, prefix + "*").Order(StringComparer.Ordinal).FirstOrDefault()
        ?? throw new DllNotFoundException($"{folder} ({Variable}) holds no {prefix}*.");

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void LoadAll([MarshalAs(UnmanagedType.LPUTF8Str)] string folder);
}
