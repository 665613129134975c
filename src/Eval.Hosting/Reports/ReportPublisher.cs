using Eval.Core.Results;
using Eval.Hosting.Datasets;
using Eval.Reporting.Leaderboards;
using Eval.Reporting.Published;
using Eval.Reporting.Strings;

namespace Eval.Hosting.Reports;

/// <summary>Writes the HTML report of a run.</summary>
public static class ReportPublisher
{
    /// <summary>Writes the report into the run's own report folder, or another; returns the page's path.</summary>
    public static Task<string> WriteAsync(RunFolder folder, PromptLookup prompts, string language, string? output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(prompts);
        var options = new ReportOptions
        {
            Language = ReportLanguage.Parse(language),
            Prompt = prompts.Prompt,
            Protocol = prompts.Protocol,
            Published = Published(),
        };
        return LeaderboardReport.WriteAsync(ReportRun.Open(folder), output ?? folder.ReportFolder, options, cancellationToken);
    }

    private static PublishedScores Published()
    {
        var path = Path.Combine(DatasetLocator.CatalogFolder, "catalog", "published-scores.yaml");
        return File.Exists(path) ? PublishedScoresReader.Read(path) : PublishedScores.None;
    }
}
