using Eval.Core.Prompts;

namespace Eval.Core.Models.Local;

/// <summary>Finds out what a model can do and how fast: a few short requests, a minute at most on a slow machine.</summary>
public sealed class ModelProbe(TimeProvider time)
{
    private const int GeneratedTokens = 32;
    private const string Sentence = "A train leaves the station at noon and reaches the next town, forty miles away, after fifty minutes; how fast does it go on average? ";

    /// <summary>Checks and measures. A model that cannot be used gives a report that says why; only cancellation is thrown.</summary>
    public async Task<ModelProbeReport> RunAsync(IModel model, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        try
        {
            if (model is IModelPreflight preflight)
            {
                await preflight.CheckAsync(cancellationToken);
            }

            var report = new ModelProbeReport { Info = model.Info };
            report = await MeasureReadingAsync(model, report, cancellationToken);
            report = await MeasureWritingAsync(model, report, cancellationToken);
            return report with { Estimates = Estimate(report) };
        }
        catch (ModelStoppedException exception)
        {
            return new ModelProbeReport { Info = model.Info, Problem = exception.Message, Fix = exception.Fix };
        }
        catch (ModelRequestException exception)
        {
            return new ModelProbeReport { Info = model.Info, Problem = exception.Message };
        }
    }

    private async Task<ModelProbeReport> MeasureReadingAsync(IModel model, ModelProbeReport report, CancellationToken cancellationToken)
    {
        // A quarter of a short context, at most a few hundred tokens: long enough to drown the cost of one call.
        var sentences = Math.Clamp((model.Info.ContextLength ?? 2048) / 4 / 40, 1, 12);
        var text = string.Concat(Enumerable.Range(1, sentences).Select(number => $"{number.ToString(System.Globalization.CultureInfo.InvariantCulture)}. {Sentence}"));
        var start = time.GetTimestamp();
        Usage usage;
        if (model.Info.Abilities.HasFlag(ModelAbilities.Continuations) && model is IContinuationScorer scorer)
        {
            usage = (await scorer.ScoreAsync(
                new ContinuationRequest { Prompt = new Prompt { Parts = new PromptParts("", [], text), Continuations = [" A", " B"] }, Metadata = Metadata(text) },
                cancellationToken)).Usage;
        }
        else
        {
            usage = (await GenerateAsync(model, text, 1, cancellationToken)).Usage;
        }

        var seconds = time.GetElapsedTime(start).TotalSeconds;
        return (usage.Evaluated ?? usage.Input) is { } tokens and > 0 && seconds > 0
            ? report with { PromptTokensPerSecond = tokens / seconds, CharactersPerToken = usage.Input is > 0 ? (double)text.Length / usage.Input : null }
            : report;
    }

    private async Task<ModelProbeReport> MeasureWritingAsync(IModel model, ModelProbeReport report, CancellationToken cancellationToken)
    {
        if (!model.Info.Abilities.HasFlag(ModelAbilities.Text) && !model.Info.Abilities.HasFlag(ModelAbilities.Chat))
        {
            return report;
        }

        // The second request finds the prompt cached where there is a cache, so that writing alone is timed.
        await GenerateAsync(model, Sentence, 1, cancellationToken);
        var start = time.GetTimestamp();
        var completion = await GenerateAsync(model, Sentence, GeneratedTokens, cancellationToken);
        var seconds = time.GetElapsedTime(start).TotalSeconds;
        return completion.Usage.Output is > 0 and var tokens && seconds > 0 ? report with { GeneratedTokensPerSecond = tokens / seconds } : report;
    }

    private static Task<Completion> GenerateAsync(IModel model, string text, int maxTokens, CancellationToken cancellationToken) => model.GenerateAsync(
        new ModelRequest
        {
            Prompt = model.Info.Abilities.HasFlag(ModelAbilities.Text)
                ? new Prompt { Parts = new PromptParts("", [], text) }
                : new Prompt { Messages = [new ChatMessage(ChatRole.User, text)] },
            MaxTokens = maxTokens,
            Temperature = 0,
            Metadata = Metadata(text),
        },
        cancellationToken);

    private static List<BenchmarkEstimate> Estimate(ModelProbeReport report)
    {
        if (report is not { PromptTokensPerSecond: { } reading, CharactersPerToken: { } characters })
        {
            return [];
        }

        var abilities = report.Info.Abilities;
        return
        [
            .. BenchmarkWorkload.All
                .Where(work => abilities.HasFlag(work.Needs) || (work.Needs == ModelAbilities.Text && abilities.HasFlag(ModelAbilities.Chat)))
                .Where(work => work.AnswerCharacters == 0 || report.GeneratedTokensPerSecond is not null)
                .Select(work => new BenchmarkEstimate(work.Name, TimeSpan.FromSeconds(
                    work.Questions * ((work.EvaluatedCharacters / characters / reading) + (work.AnswerCharacters == 0 ? 0 : work.AnswerCharacters / characters / report.GeneratedTokensPerSecond!.Value))))),
        ];
    }

    private static RequestMetadata Metadata(string text) => new() { Benchmark = "probe", Protocol = "probe", SampleId = "probe", Subset = "", Repeat = 0, Question = text };
}
