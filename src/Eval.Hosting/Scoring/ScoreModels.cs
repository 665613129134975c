using Eval.Core.Results;
using Eval.Core.Results.Import;
using Eval.Core.Running;
using Eval.Hosting.Planning;

namespace Eval.Hosting.Scoring;

/// <summary>Turns completions files into models that hold their answers, so that they are planned, scored and reported like any run.</summary>
public sealed class ScoreModels(BenchmarkResolver benchmarks)
{
    private readonly List<CompletionProblem> _problems = [];
    private readonly List<string> _missing = [];

    /// <summary>Lines that could not be used.</summary>
    public IReadOnlyList<CompletionProblem> Problems => _problems;

    /// <summary>Samples that no line answers.</summary>
    public IReadOnlyList<string> Missing => _missing;

    /// <summary>Specs with their protocols, in the order of the inputs: what the run's request names.</summary>
    public IReadOnlyList<string> Benchmarks { get; private set; } = [];

    /// <summary>One model for each name among the inputs.</summary>
    /// <exception cref="RequestException">A benchmark or protocol is unknown, or the answers serve none.</exception>
    /// <exception cref="RunFolderException">A file cannot be read.</exception>
    public async Task<ModelResolution> CreateAsync(IReadOnlyList<ScoreInput> inputs, RunRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(request);
        var resolution = new ModelResolution();
        var specs = new List<string>();
        foreach (var model in inputs.GroupBy(input => input.Model, StringComparer.Ordinal))
        {
            var all = CompletionFiles.Open([.. model.SelectMany(input => input.Files).Distinct(StringComparer.Ordinal)]);
            var answers = new Dictionary<string, BoundCompletions>(StringComparer.Ordinal);
            foreach (var input in model)
            {
                var (spec, bound) = await BindAsync(input, request, cancellationToken);
                specs.Add(spec.ToString());
                answers[$"{spec.Name}@{spec.Protocol}"] = bound;
                _problems.AddRange(bound.Problems);
                _missing.AddRange(bound.Missing);
            }

            resolution.Models.Add(Describe(new RecordedModel(model.Key, all, answers), answers, all));
        }

        Benchmarks = [.. specs.Distinct(StringComparer.Ordinal)];
        return resolution;
    }

    private async Task<(BenchmarkSpec Spec, BoundCompletions Bound)> BindAsync(ScoreInput input, RunRequest request, CancellationToken cancellationToken)
    {
        var files = CompletionFiles.Open(input.Files);
        var benchmark = benchmarks.Find(input.Spec);
        var problems = new List<Problem>();
        var info = new RecordedModel(input.Model, files, new Dictionary<string, BoundCompletions>()).Info;
        var chosen = ProtocolChooser.Choose(benchmark, input.Spec, [info], problems, new List<string>());
        if (problems.Count > 0)
        {
            throw new RequestException(problems);
        }

        var protocol = chosen[0].Protocol.Info;
        var spec = input.Spec with { Protocol = protocol.Name };
        var loaded = await benchmarks.LoadAsync(spec, benchmark, request.Split, onlyMini: false, cancellationToken);
        var names = spec.Subsets.Count > 0 ? spec.Subsets : request.Subsets;
        var samples = SampleSelector.Select(loaded.Data, SampleSelector.ResolveSubsets(loaded.Data, protocol, names), request.Limit);
        return (spec, files.Bind(benchmark.Info.Name, samples, loaded.Data.Samples, request.Repeat));
    }

    private static ResolvedModel Describe(RecordedModel model, Dictionary<string, BoundCompletions> answers, CompletionFiles files) => new(
        model,
        new ModelManifest
        {
            Name = model.Info.Name,
            Spec = string.Join(' ', files.Paths),
            Provider = model.Info.Provider,
            ModelId = model.Info.ModelId,
            Fingerprint = model.Info.Fingerprint,
        },
        new GenerationOverrides())
    {
        OnlyProtocols = answers.Keys.ToHashSet(StringComparer.Ordinal),
    };
}
