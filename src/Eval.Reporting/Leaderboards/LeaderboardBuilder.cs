using System.Globalization;
using Eval.Core.Results;
using Eval.Reporting.Charts;
using Eval.Reporting.Comparing;
using Eval.Reporting.Strings;
using Eval.Reporting.Views;

namespace Eval.Reporting.Leaderboards;

/// <summary>Turns a run into the view of the first page.</summary>
internal sealed class LeaderboardBuilder(ReportRun run, ReportOptions options)
{
    private readonly Board _board = Board.Of(run);
    private readonly ReportStrings _strings = ReportStrings.For(options.Language);

    public LeaderboardView Build()
    {
        var finding = new FindingWriter(_strings);
        var cells = new CellBuilder(_board, options, _strings);
        var subjects = new SubjectsBuilder(_board, _strings);
        var costs = new CostChart(_board, _strings);
        var facts = new FactsBuilder(_board, options, _strings);
        var benchmarks = string.Join(
            _strings["title_join"], _board.Columns.Select(column => _strings.NameOf(column.Key.Benchmark)).Distinct(StringComparer.Ordinal));
        return new LeaderboardView
        {
            Heading = _strings.Format("page_title", ("benchmarks", benchmarks)),
            Title = benchmarks,
            Eyebrow = _strings.Format(
                "eyebrow",
                ("models", _board.Models.Count),
                ("date", run.Manifest.Started.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
                ("run", run.Manifest.RunId)),
            Finding = KeepTogether(finding.Write(_board)),
            Notices = new NoticeWriter(_strings).Write(run),
            Columns = [.. _board.Columns.Select(Column)],
            Models = [.. _board.Models.Select((model, index) => Model(model, index, cells))],
            Sorted = _board.Columns.Count == 0 ? "" : _strings.Format("sorted", ("benchmark", finding.NameOf(_board.Columns[0]))),
            Subjects = [.. _board.Columns.Select(subjects.Build).OfType<SubjectsView>()],
            Costs = [.. _board.Columns.SelectMany(costs.Build)],
            Methods = facts.Methods(),
            Manifest = facts.Manifest(),
        };
    }

    /// <summary>A number must not be torn from its range or its percent sign at a line's end.</summary>
    private static string KeepTogether(string text) => text
        .Replace("–", "\u2060–\u2060", StringComparison.Ordinal)
        .Replace("95 %", "95\u00A0%", StringComparison.Ordinal);

    private ColumnView Column(BoardColumn column) => new()
    {
        Slug = column.Key.Slug,
        Name = _strings.NameOf(column.Key.Benchmark),
        Badge = SubjectsBuilder.BadgeOf(column.Key),
        Metric = _strings.NameOf(column.Metric),
        Questions = _strings.Format("questions", ("questions", column.Questions)),
        Chance = column.Chance is { } chance ? _strings.Format("chance", ("value", Figures.Percent(chance))) : null,
        HasSubjects = SubjectsBuilder.HasSubjects(column),
    };

    private ModelView Model(ModelManifest model, int index, CellBuilder cells) => new(
        model.Name,
        ModelKind.Of(model),
        _strings[ModelKind.WordsOf(model)],
        $"{model.Provider}:{model.ModelId}" is var origin && origin == model.Name ? "" : origin,
        [.. _board.Columns.Select(column => cells.Build(column, index))]);
}
