using System.Text;
using Eval.Reporting.Pages;
using Eval.Reporting.Samples;
using Eval.Reporting.Strings;

namespace Eval.Reporting.Leaderboards;

/// <summary>Writes a run's report: <c>index.html</c>, which needs nothing else, and one page of samples per model and benchmark.</summary>
public static class LeaderboardReport
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes the report into a folder, replacing an earlier one; returns the path of its first page.</summary>
    /// <param name="run">The run, finished or not.</param>
    /// <param name="folder">Folder to write, made when missing: usually <c>report</c> in the run folder.</param>
    /// <param name="options">Language, prompts, protocols, published scores.</param>
    /// <param name="cancellationToken">Stops writing; the first page is written last, so that it never points at samples that are not there.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static async Task<string> WriteAsync(ReportRun run, string folder, ReportOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(options);
        Directory.CreateDirectory(folder);
        var samples = new SamplePageWriter(run, options);
        foreach (var task in run.Manifest.Tasks)
        {
            samples.Write(task, folder, cancellationToken);
        }

        var html = RenderIndex(run, options);
        var path = Path.Combine(folder, "index.html");
        await File.WriteAllTextAsync(path, html, Utf8, cancellationToken);
        return path;
    }

    /// <summary>The first page alone.</summary>
    internal static string RenderIndex(ReportRun run, ReportOptions options) =>
        new PageRenderer(ReportStrings.For(options.Language)).Render(
            "leaderboard.html", ["base.css", "leaderboard.css"], ["theme.js", "leaderboard.js"], loadsFiles: false, new LeaderboardBuilder(run, options).Build());
}
