using System.Globalization;
using System.Text.Json;
using Eval.Core.Models;
using Eval.Hosting.Planning;
using Spectre.Console;

namespace Eval.Cli.Commands;

/// <summary>What <c>run --dry-run</c> shows: the checked plan with its estimate, per model and benchmark.</summary>
internal static class DryRunView
{
    public static async Task WriteAsync(PlannedRun planned, CommandContext context)
    {
        var estimates = new RunEstimator().Estimate(planned.Plan);
        if (context.IsJson)
        {
            await context.Machine.WriteLineAsync(JsonSerializer.Serialize(
                new { plan_hash = planned.Plan.Manifest.PlanHash, skipped = planned.Plan.Manifest.Skipped, tokenizer = RunEstimator.Tokenizer, estimates }, MachineJson.Options));
            return;
        }

        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn(new TableColumn("model").NoWrap()).AddColumn(new TableColumn("benchmark").NoWrap());
        foreach (var title in new[] { "requests", "input tokens ≈", "output tokens ≤", "cost ≥", "cost ≤" })
        {
            table.AddColumn(new TableColumn(title).RightAligned().NoWrap());
        }

        foreach (var estimate in estimates)
        {
            table.AddRow(
                new Text(estimate.Model),
                new Text(estimate.Benchmark),
                new Text(Number(estimate.Requests)),
                new Text(Number(estimate.InputTokens)),
                new Text(Number(estimate.OutputTokensAtMost)),
                new Text(Money(estimate.CostAtLeast)),
                new Text(Money(estimate.CostAtMost)));
        }

        context.Out.Write(table);
        context.Line("Nothing was asked. Tokens are counted with OpenAI's o200k vocabulary: a model with another tokenizer counts, and bills, differently. A dash is a price that is not known.");
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Money(Cost? cost) => cost is { } known
        ? string.Create(CultureInfo.InvariantCulture, $"{known.Amount:0.00##} {known.Currency}")
        : "–";
}
