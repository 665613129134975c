using System.Globalization;
using Eval.Core.Prompts;
using Eval.Core.Results;
using Eval.Core.Statistics;
using Eval.Reporting.Comparing;
using Eval.Reporting.Strings;
using Eval.Reporting.Views;

namespace Eval.Reporting.Leaderboards;

/// <summary>Sets out how each number was made: the protocols' methods and the run's manifest.</summary>
internal sealed class FactsBuilder(Board board, ReportOptions options, ReportStrings strings)
{
    public IReadOnlyList<FactGroupView> Methods() => [.. board.Columns.Select(Method)];

    public IReadOnlyList<FactGroupView> Manifest()
    {
        var manifest = board.Run.Manifest;
        var groups = new List<FactGroupView> { Run(manifest) };
        groups.AddRange(board.Models.Select(Model));
        if (manifest.Sandbox is { } sandbox)
        {
            groups.Add(new FactGroupView("", strings["fact_sandbox"], null,
            [
                new(strings["fact_kind"], sandbox.Kind),
                new(strings["fact_digest"], sandbox.Digest, IsCode: true),
                new(strings["fact_judging"], strings["judging_" + sandbox.Judging.ToString().ToLowerInvariant()]),
                .. sandbox.Limits.Select(limit => new FactView(limit.Key, limit.Value)),
            ]));
        }

        return groups;
    }

    private FactGroupView Method(BoardColumn column)
    {
        var task = column.Task;
        var protocol = options.Protocol(task.Benchmark, task.Protocol) is { } info && info.Version == task.Version ? info : null;
        List<FactView> facts =
        [
            new(strings["fact_questions"], $"{Figures.Count(task.Samples)} · {task.Split}" + (task.Repeats > 1 ? $" · ×{Figures.Count(task.Repeats)}" : "")),
            .. protocol is null ? [] : ProtocolFacts(protocol),
            new(strings["fact_chance"], column.Chance is { } chance ? Figures.Percent(chance) + " %" : Figures.Missing),
            .. task.Digests.OrderBy(digest => digest.Key, StringComparer.Ordinal).Select(digest =>
                new FactView(strings.Format("fact_data_digest", ("split", digest.Key)), digest.Value, IsCode: true)),
            new(strings["fact_prompts_digest"], task.PromptsSha256, IsCode: true),
        ];
        return new FactGroupView(
            "method-" + column.Key.Slug,
            $"{strings.NameOf(task.Benchmark)} {SubjectsBuilder.BadgeOf(column.Key)}",
            protocol?.Description,
            facts);
    }

    private IEnumerable<FactView> ProtocolFacts(ProtocolInfo protocol)
    {
        yield return new(strings["fact_origin"], protocol.Origin);
        yield return new(strings["fact_shots"], Figures.Count(protocol.Shots));
        if (protocol.ScoredContinuation is { } scored)
        {
            yield return new(strings["fact_scored"], VisibleText.Quote(scored), IsCode: true);
        }
        else
        {
            yield return new(strings["fact_max_tokens"], strings.Format("max_tokens", ("tokens", protocol.MaxTokens), ("reasoning", protocol.ReasoningMaxTokens)));
            yield return new(strings["fact_temperature"], protocol.Temperature?.ToString("0.##", CultureInfo.InvariantCulture) ?? strings["model_default"]);
        }

        if (protocol.Stop.Count > 0)
        {
            yield return new(strings["fact_stop"], string.Join("  ", protocol.Stop.Select(stop => VisibleText.Quote(stop))), IsCode: true);
        }

        yield return new(strings["fact_average"], strings[protocol.Averaging == Averaging.Micro ? "average_micro_long" : "average_macro_long"]);
        yield return new(strings["fact_truncated"], strings[protocol.ScoresTruncatedText ? "truncated_scored" : "truncated_zero"]);
    }

    private FactGroupView Run(RunManifest manifest) => new("run-" + "facts", strings["fact_run"], null,
    [
        new(strings["fact_run_id"], manifest.RunId, IsCode: true),
        new(strings["fact_command"], string.Join(' ', manifest.Command.Select(ShellWord)), IsCode: true),
        new(strings["fact_started"], Time(manifest.Started)),
        new(strings["fact_finished"], manifest.Finished is { } finished
            ? $"{Time(finished)} ({Figures.Duration(finished - manifest.Started)})"
            : Figures.Missing),
        new(strings["fact_seed"], manifest.Seed.ToString(CultureInfo.InvariantCulture)),
        new(strings["fact_tool"], manifest.ToolCommit is { } commit ? $"Eval {manifest.ToolVersion} ({commit})" : $"Eval {manifest.ToolVersion}"),
        new(strings["fact_plan"], manifest.PlanHash, IsCode: true),
        new(strings["fact_host"], string.Create(
            CultureInfo.InvariantCulture, $"{manifest.Host.OperatingSystem}, {manifest.Host.Architecture}, {manifest.Host.Processors} CPU, {manifest.Host.Runtime}")),
    ]);

    private FactGroupView Model(ModelManifest model)
    {
        List<FactView> facts =
        [
            new(strings["fact_spec"], model.Spec, IsCode: true),
            new(strings["fact_kind"], strings[ModelKind.WordsOf(model)]),
            new(strings["fact_catalog"], model.CatalogId ?? Figures.Missing),
            new(strings["fact_fingerprint"], model.Fingerprint, IsCode: true),
            .. model.Details.Select(detail => new FactView(detail.Key, detail.Value)),
        ];
        if (model.Price is { } price)
        {
            facts.Add(new(strings["fact_price"], strings.Format(
                "price",
                ("input", Figures.Symbol(price.Currency) + Figures.Significant((double)price.Input)),
                ("output", Figures.Symbol(price.Currency) + Figures.Significant((double)price.Output)),
                ("date", price.AsOf),
                ("source", price.Source))));
        }

        return new FactGroupView("", model.Name, null, facts);
    }

    private static string Time(DateTimeOffset time) =>
        time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static string ShellWord(string word) =>
        word.Length > 0 && word.All(character => char.IsLetterOrDigit(character) || "-_./:@=,%+".Contains(character, StringComparison.Ordinal))
            ? word
            : "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
