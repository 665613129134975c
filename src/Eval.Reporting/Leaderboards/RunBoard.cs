using Eval.Core.Results;

namespace Eval.Reporting.Leaderboards;

/// <summary>One benchmark under one protocol with its models by score: what a screen shows of a run.</summary>
public sealed record RunBoard
{
    /// <summary><c>mmlu@lm-eval</c>.</summary>
    public required string FullName { get; init; }

    public required int Version { get; init; }

    public required string Split { get; init; }

    /// <summary>Headline metric.</summary>
    public required string Metric { get; init; }

    public required int Questions { get; init; }

    public double? Chance { get; init; }

    /// <summary>Models that have a result, the best first.</summary>
    public required IReadOnlyList<RunBoardRow> Rows { get; init; }

    /// <summary>A run's blocks in the order of the page's columns.</summary>
    public static IReadOnlyList<RunBoard> Of(RunManifest manifest, RunSummary summary)
    {
        var board = Board.Of(new ReportRun { Manifest = manifest, Summary = summary, Samples = _ => [] });
        return [.. board.Columns.Select(column => new RunBoard
        {
            FullName = column.Key.FullName,
            Version = column.Key.Version,
            Split = column.Key.Split,
            Metric = column.Metric,
            Questions = column.Questions,
            Chance = column.Chance,
            Rows = [.. board.Models
                .Select((model, index) => column.Results[index] is { } result
                    ? new RunBoardRow(model.Name, ModelKind.Of(model), result, column.Ranks[index], column.Extras[index])
                    : null)
                .OfType<RunBoardRow>()
                .OrderByDescending(row => row.Result.Value)
                .ThenBy(row => row.Model, StringComparer.Ordinal)],
        })];
    }
}
