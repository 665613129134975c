using System.Reflection;
using System.Runtime.Loader;

namespace Eval.Models.Plugins;

/// <summary>A plugin's own assemblies, resolved through its .deps.json; what it shares with the program comes from the program, so that types are the same.</summary>
internal sealed class PluginContext(string path) : AssemblyLoadContext(Path.GetFileNameWithoutExtension(path))
{
    private static readonly string[] Shared = ["Eval.Core", "Eval.Models", "Microsoft.Extensions.AI.Abstractions", "Microsoft.Extensions.Logging.Abstractions"];

    private readonly AssemblyDependencyResolver _resolver = new(path);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (Shared.Contains(assemblyName.Name, StringComparer.Ordinal))
        {
            return null;
        }

        return _resolver.ResolveAssemblyToPath(assemblyName) is { } file ? LoadFromAssemblyPath(file) : null;
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } file ? LoadUnmanagedDllFromPath(file) : nint.Zero;
}
