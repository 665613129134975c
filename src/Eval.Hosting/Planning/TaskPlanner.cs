using Eval.Core.Datasets;
using Eval.Core.Models;
using Eval.Core.Prompts;
using Eval.Core.Results;
using Eval.Core.Running;
using Eval.Core.Scoring;

namespace Eval.Hosting.Planning;

/// <summary>Crosses models and benchmarks into tasks: protocol chosen, samples picked, every prompt rendered once, so that nothing is left to fail but the answers.</summary>
public sealed class TaskPlanner(RunRequest request, IReadOnlyList<ResolvedModel> models, ISandbox? sandbox)
{
    private readonly Dictionary<(string Protocol, string Split), (IReadOnlyList<Sample> Samples, IReadOnlyList<string> Subsets, string Sha256, IProtocol Protocol)> _bound = [];
    private readonly List<Problem> _problems = [];
    private readonly List<string> _notices = [];

    public IReadOnlyList<Problem> Problems => _problems;

    public IReadOnlyList<string> Notices => _notices;

    /// <summary>Tasks of one benchmark, one for each model that can serve it.</summary>
    public IReadOnlyList<PlannedTask> Plan(LoadedBenchmark loaded)
    {
        ArgumentNullException.ThrowIfNull(loaded);
        var choices = ProtocolChooser.Choose(loaded.Benchmark, loaded.Spec, [.. models.Select(model => model.Model.Info)], _problems, _notices);
        var tasks = new List<PlannedTask>();
        foreach (var (info, definition) in choices)
        {
            var model = models.First(candidate => candidate.Model.Info.Name == info.Name);
            if (!model.TakesPart(definition.Info.FullName))
            {
                continue;
            }

            try
            {
                tasks.Add(Plan(loaded, model, definition));
            }
            catch (RequestException refused)
            {
                _problems.AddRange(refused.Problems.Where(problem => !_problems.Contains(problem)));
            }
            catch (DatasetException broken)
            {
                _problems.Add(new Problem($"-b {definition.Info.FullName}", broken.Message));
                break;
            }
        }

        if (tasks.Count > 0)
        {
            foreach (var trainable in models.Select(model => model.Model).OfType<ITrainable>())
            {
                trainable.Fit(loaded.Data);
            }
        }

        return tasks;
    }

    private PlannedTask Plan(LoadedBenchmark loaded, ResolvedModel model, IProtocolDefinition definition)
    {
        var protocol = definition.Info;
        var key = (protocol.FullName + loaded.Spec, loaded.Data.Split);
        if (!_bound.TryGetValue(key, out var bound))
        {
            var asked = loaded.Spec.Subsets.Count > 0 ? loaded.Spec.Subsets : SubsetsFor(loaded, protocol);
            var subsets = SampleSelector.ResolveSubsets(loaded.Data, protocol, asked);
            var samples = SampleSelector.Select(loaded.Data, subsets, request.Limit);
            var rendered = definition.Bind(loaded.Data, sandbox);
            bound = (samples, subsets, PromptSet.ComputeSha256(rendered, samples), rendered);
            _bound[key] = bound;
        }

        var repeats = request.Repeat ?? model.Model.Info.OwnRepeats ?? protocol.Repeats;
        return new PlannedTask
        {
            Model = model.Model,
            Protocol = bound.Protocol,
            Samples = bound.Samples,
            Repeats = repeats,
            Overrides = model.Overrides,
            NeedsSandbox = loaded.Benchmark.Info.NeedsSandbox,
            Manifest = new TaskManifest
            {
                Model = model.Model.Info.Name,
                Benchmark = protocol.Benchmark,
                Protocol = protocol.Name,
                Version = protocol.Version,
                Split = loaded.Data.Split,
                Subsets = bound.Subsets,
                Samples = bound.Samples.Count,
                Repeats = repeats,
                Metrics = protocol.Metrics,
                Dataset = loaded.Place.Folder,
                IsMini = loaded.Place.IsMini,
                Digests = loaded.Data.Digests,
                PromptsSha256 = bound.Sha256,
                ChanceLevel = loaded.Benchmark.Info.ChanceLevel,
                Generation = GenerationSettings.Resolve(protocol, model.Model.Info, model.Overrides),
                File = SampleFileName.For(model.Model.Info.Name, protocol.Benchmark, protocol.Name),
            },
        };
    }

    // --subset is one list for the whole run: each benchmark that has subjects takes the names it knows.
    private IReadOnlyList<string> SubsetsFor(LoadedBenchmark loaded, ProtocolInfo protocol)
    {
        if (request.Subsets.Count == 0 || loaded.Data.Samples.All(sample => sample.Subset.Length == 0))
        {
            return [];
        }

        var known = request.Subsets.Where(name => IsKnown(loaded.Data, protocol, name)).ToList();
        return known.Count > 0 ? known : request.Subsets;
    }

    private static bool IsKnown(BenchmarkData data, ProtocolInfo protocol, string name) =>
        data.Samples.Any(sample => sample.Subset == name) || protocol.Groups.Keys.Contains(name, StringComparer.OrdinalIgnoreCase);
}
