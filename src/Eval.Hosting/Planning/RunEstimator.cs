using Eval.Core.Models;
using Eval.Core.Prompts;
using Eval.Core.Results;
using Eval.Core.Running;
using Microsoft.ML.Tokenizers;

namespace Eval.Hosting.Planning;

/// <summary>Estimates tokens and money of a plan from its prompts and the price catalogue.</summary>
public sealed class RunEstimator
{
    /// <summary>Vocabulary that every prompt is counted with, whatever the model's own is.</summary>
    public const string Tokenizer = "o200k_base";

    private const int TokensPerTurn = 4;

    private readonly TiktokenTokenizer _tokenizer = TiktokenTokenizer.CreateForEncoding(Tokenizer);
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>One estimate for each task; tasks under the same protocol share the counting.</summary>
    public IReadOnlyList<TaskEstimate> Estimate(RunPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var inputs = new Dictionary<(string, string), long>();
        var estimates = new List<TaskEstimate>();
        foreach (var task in plan.Tasks)
        {
            var key = (task.Manifest.Benchmark, task.Manifest.Protocol);
            if (!inputs.TryGetValue(key, out var perRepeat))
            {
                perRepeat = task.Samples.Sum(sample => (long)Count(task.Protocol.Render(sample)));
                inputs[key] = perRepeat;
            }

            var price = plan.Manifest.Models.Single(model => model.Name == task.Manifest.Model).Price;
            estimates.Add(Estimate(task, perRepeat, price));
        }

        return estimates;
    }

    private static TaskEstimate Estimate(PlannedTask task, long perRepeat, PriceManifest? price)
    {
        var requests = (long)task.Samples.Count * task.Repeats;
        var input = perRepeat * task.Repeats * PromptsPerRequest(task);
        var output = requests * (task.Manifest.Generation?.MaxTokens ?? 0);
        return new TaskEstimate
        {
            Model = task.Manifest.Model,
            Benchmark = $"{task.Manifest.Benchmark}@{task.Manifest.Protocol}",
            Requests = requests,
            InputTokens = input,
            OutputTokensAtMost = output,
            CostAtLeast = price is null ? null : new Cost(Price(price, input, 0), price.Currency),
            CostAtMost = price is null ? null : new Cost(Price(price, input, output), price.Currency),
        };
    }

    // A server that scores a prompt's own tokens is sent, and bills, the whole prompt once for each continuation.
    private static int PromptsPerRequest(PlannedTask task) =>
        task.Protocol.Info.Needs.HasFlag(ModelAbilities.Continuations) && task.Model.Info.Details.ContainsKey(ModelInfo.LogLikelihoodDetail) && task.Samples.Count > 0
            ? task.Protocol.Render(task.Samples[0]).Readings
            : 1;

    private static decimal Price(PriceManifest price, long input, long output) =>
        (price.Input * input + price.Output * output) / 1_000_000m;

    // Headers and shots are the same string objects for a whole subject: each is counted once.
    private int Count(Prompt prompt) => prompt.Parts is { } parts
        ? CountShared(parts.Header) + parts.Shots.Sum(CountShared) + _tokenizer.CountTokens(parts.Question)
        : prompt.Messages.Sum(message => TokensPerTurn + CountShared(message.Content)) + (prompt.AssistantPrefix is { } prefix ? CountShared(prefix) : 0);

    private int CountShared(string text)
    {
        if (!_counts.TryGetValue(text, out var count))
        {
            count = _tokenizer.CountTokens(text);
            _counts[text] = count;
        }

        return count;
    }
}
