using Eval.Core.Results;

namespace Eval.Reporting.Comparing;

/// <summary>What one column of a leaderboard holds: results are ranked only where all of this is equal.</summary>
public sealed record ColumnKey(string Benchmark, string Protocol, int Version, string Split)
{
    /// <summary><c>mmlu@lm-eval</c>.</summary>
    public string FullName => $"{Benchmark}@{Protocol}";

    public static ColumnKey Of(ResultSummary result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return new ColumnKey(result.Benchmark, result.Protocol, result.Version, result.Split);
    }

    public static ColumnKey Of(TaskManifest task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return new ColumnKey(task.Benchmark, task.Protocol, task.Version, task.Split);
    }

    /// <summary>Key as an HTML id and part of a file name.</summary>
    public string Slug => new([.. $"{Benchmark}-{Protocol}-v{Version.ToString(System.Globalization.CultureInfo.InvariantCulture)}-{Split}"
        .Select(character => char.IsAsciiLetterOrDigit(character) ? char.ToLowerInvariant(character) : '-')]);
}
