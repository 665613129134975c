using Eval.Benchmarks;
using Eval.Benchmarks.Custom;
using Eval.Core.Datasets;

namespace Eval.Hosting.Planning;

/// <summary>The benchmarks a command knows.</summary>
public static class BenchmarkSet
{
    /// <summary>The built-in benchmarks and those described by the given YAML files.</summary>
    /// <exception cref="RequestException">A file is wrong; the problems of all of them are listed.</exception>
    public static IReadOnlyList<IBenchmark> Load(IReadOnlyList<string> customFiles)
    {
        ArgumentNullException.ThrowIfNull(customFiles);
        var benchmarks = new List<IBenchmark>(BenchmarkCatalog.All);
        var problems = new List<Problem>();
        foreach (var file in customFiles)
        {
            try
            {
                var custom = CustomBenchmark.Load(file);
                if (benchmarks.Exists(known => known.Info.Name == custom.Info.Name))
                {
                    problems.Add(new Problem($"--custom {file}", $"there is another benchmark named {custom.Info.Name}."));
                }

                benchmarks.Add(custom);
            }
            catch (DatasetException exception)
            {
                problems.AddRange(exception.Problems.Count == 0 ? [new Problem($"--custom {file}", exception.Message)] : exception.Problems.Select(problem => new Problem("", problem)));
            }
        }

        return problems.Count == 0 ? benchmarks : throw new RequestException(problems);
    }
}
