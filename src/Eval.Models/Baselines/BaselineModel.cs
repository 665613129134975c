using System.Collections.Concurrent;
using System.Globalization;
using Eval.Core.Datasets;
using Eval.Core.Models;

namespace Eval.Models.Baselines;

/// <summary>A model without a model: knows the floor that a real one must beat. Answers every kind of question under every kind of protocol, at once and without a network.</summary>
internal abstract class BaselineModel : IModel, IContinuationScorer, ITrainable
{
    private readonly ConcurrentDictionary<string, FittedBenchmark> _fitted = new(StringComparer.Ordinal);

    /// <summary>Prepares a baseline.</summary>
    /// <param name="spec">What the user wrote.</param>
    /// <param name="version">Raised whenever the same question would be answered differently.</param>
    /// <param name="seed">Seed of its draws; null for a baseline that draws nothing.</param>
    protected BaselineModel(ModelSpec spec, int version, long? seed) => Info = new ModelInfo
    {
        Name = spec.ReportName,
        Provider = spec.Provider,
        ModelId = spec.Name,
        Abilities = ModelAbilities.Text | ModelAbilities.Chat | ModelAbilities.Continuations | ModelAbilities.Prefill | ModelAbilities.FirstTokenLogProbabilities,
        Fingerprint = seed is null
            ? string.Create(CultureInfo.InvariantCulture, $"baseline:{spec.Name} v{version}")
            : string.Create(CultureInfo.InvariantCulture, $"baseline:{spec.Name} v{version} seed {seed}"),
        IsCacheable = false,
        Details = new Dictionary<string, string>(StringComparer.Ordinal) { ["engine"] = "built in" },
    };

    public ModelInfo Info { get; }

    public Task<Completion> GenerateAsync(ModelRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        var about = request.Metadata;
        var text = KindOf(about) switch
        {
            TaskKind.Choice => AnswerForm.Letter(request.Prompt, about.Question, (char)('A' + Best(Weigh(about, LetterContinuations(about))))),
            TaskKind.Code => AnswerForm.Code(request.Prompt, about.Question, WriteBody(about, request)),
            _ => WriteAnswer(about, request),
        };
        return Task.FromResult(new Completion { Text = text, FinishReason = FinishReason.Stop });
    }

    public Task<Completion> ScoreAsync(ContinuationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(new Completion { Text = null, FinishReason = FinishReason.Scored, Choices = Score(request) });
    }

    public virtual void Fit(BenchmarkData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        _fitted[data.Benchmark] = FittedBenchmark.From(data);
    }

    /// <summary>Weights of the continuations, any positive scale; the largest one wins, the first of equals.</summary>
    protected abstract IReadOnlyList<double> Weigh(RequestMetadata about, IReadOnlyList<string> continuations);

    /// <summary>Answers a question that has no options, e.g. a GSM8K problem.</summary>
    protected abstract string WriteAnswer(RequestMetadata about, ModelRequest request);

    /// <summary>Writes a function body with its indentation and a final line feed.</summary>
    protected abstract string WriteBody(RequestMetadata about, ModelRequest request);

    /// <summary>Scores the continuations; by default the logarithms of the normalised weights.</summary>
    protected virtual IReadOnlyList<ContinuationScore> Score(ContinuationRequest request)
    {
        var weights = Weigh(request.Metadata, request.Prompt.Continuations);
        var total = weights.Sum();
        var best = Best(weights);
        return [.. weights.Select((weight, index) => new ContinuationScore(Math.Log(weight / total), TokenCount: 1, IsGreedy: index == best))];
    }

    /// <summary>Answers of the benchmark's examples; empty when it has none.</summary>
    protected IReadOnlyList<string> Targets(string benchmark) => _fitted.GetValueOrDefault(benchmark)?.Targets ?? [];

    private TaskKind KindOf(RequestMetadata about) =>
        about.Choices.Count > 0 ? TaskKind.Choice
        : _fitted.TryGetValue(about.Benchmark, out var fitted) && fitted.Kind != TaskKind.Choice ? fitted.Kind
        : PythonHeader.Parameters(about.Question).Count > 0 ? TaskKind.Code
        : TaskKind.Text;

    private static string[] LetterContinuations(RequestMetadata about) => [.. about.Choices.Select((_, index) => $" {(char)('A' + index)}")];

    private static int Best(IReadOnlyList<double> weights)
    {
        var best = 0;
        for (var i = 1; i < weights.Count; i++)
        {
            best = weights[i] > weights[best] ? i : best;
        }

        return best;
    }
}
