using System.Reflection;
using Eval.Core.Models;

namespace Eval.Models.Plugins;

/// <summary>Finds model providers in assemblies outside the program: each plugin in a load context of its own, so that its dependencies cannot disturb ours.</summary>
/// <remarks>A plugin runs with the user's rights: load only what you trust.</remarks>
public static class PluginLoader
{
    /// <summary>Loads plugins from assembly files and folders of them.</summary>
    /// <param name="paths">Assembly files; a folder stands for the <c>*.dll</c> in it that have a <c>.deps.json</c> beside them or are alone.</param>
    /// <param name="problems">What could not be loaded and why, each with its file.</param>
    public static IReadOnlyList<IModelProvider> Load(IEnumerable<string> paths, out IReadOnlyList<string> problems)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var found = new List<IModelProvider>();
        var wrong = new List<string>();
        foreach (var path in paths)
        {
            if (Directory.Exists(path))
            {
                foreach (var file in Assemblies(path))
                {
                    LoadFile(file, found, wrong);
                }
            }
            else if (File.Exists(path))
            {
                LoadFile(path, found, wrong);
            }
            else
            {
                wrong.Add($"plugin {path}: no such file or folder");
            }
        }

        problems = wrong;
        return found;
    }

    private static IEnumerable<string> Assemblies(string folder)
    {
        var files = Directory.GetFiles(folder, "*.dll").Order(StringComparer.Ordinal).ToList();
        return files.Count == 1 ? files : files.Where(file => File.Exists(Path.ChangeExtension(file, ".deps.json")));
    }

    private static void LoadFile(string path, List<IModelProvider> found, List<string> wrong)
    {
        try
        {
            var assembly = new PluginContext(Path.GetFullPath(path)).LoadFromAssemblyPath(Path.GetFullPath(path));
            var types = assembly.GetExportedTypes().Where(type => type is { IsAbstract: false, IsClass: true } && type.IsAssignableTo(typeof(IModelProvider))).ToList();
            if (types.Count == 0)
            {
                wrong.Add($"plugin {path}: it holds no public class that implements IModelProvider of this Eval.Core");
            }

            foreach (var type in types)
            {
                found.Add((IModelProvider)(Activator.CreateInstance(type) ?? throw new MissingMethodException(type.FullName, ".ctor")));
            }
        }
        catch (ReflectionTypeLoadException exception)
        {
            wrong.Add($"plugin {path}: {exception.LoaderExceptions.FirstOrDefault()?.Message ?? exception.Message}");
        }
        catch (Exception exception) when (exception is IOException or BadImageFormatException or TypeLoadException or MissingMethodException or TargetInvocationException)
        {
            wrong.Add($"plugin {path}: {(exception.InnerException ?? exception).Message}");
        }
    }
}
