using Eval.Core.Results;
using Eval.Reporting.Strings;
using Eval.Reporting.Views;

namespace Eval.Reporting.Leaderboards;

/// <summary>Lists what must be known before the numbers are read.</summary>
internal sealed class NoticeWriter(ReportStrings strings)
{
    public IReadOnlyList<NoticeView> Write(ReportRun run)
    {
        var notices = new List<NoticeView>();
        if (run.Summary.Status != RunStatus.Completed)
        {
            notices.Add(new NoticeView(strings["status_" + Name(run.Summary.Status)], strings["status_fix"]));
        }

        if (run.Manifest.Tasks.Any(task => task.IsMini))
        {
            notices.Add(new NoticeView(strings["notice_mini"], strings["notice_mini_fix"]));
        }

        if (run.Manifest.Limit is { } limit)
        {
            notices.Add(new NoticeView(strings.Format("notice_limit", ("limit", limit)), null));
        }

        foreach (var group in run.Summary.Skipped.GroupBy(skipped => (skipped.Benchmark, skipped.Reason, skipped.Fix)))
        {
            notices.Add(new NoticeView(
                strings.Format(
                    "notice_skipped",
                    ("benchmark", strings.NameOf(group.Key.Benchmark)),
                    ("models", string.Join(strings["list_join"], group.Select(skipped => skipped.Model).Distinct(StringComparer.Ordinal))),
                    ("reason", group.Key.Reason)),
                group.Key.Fix));
        }

        return notices;
    }

    private static string Name(RunStatus status) => status switch
    {
        RunStatus.Running => "running",
        RunStatus.ModelStopped => "model_stopped",
        RunStatus.BudgetReached => "budget_reached",
        RunStatus.Cancelled => "cancelled",
        RunStatus.Failed => "failed",
        _ => "completed",
    };
}
