using Eval.Core.Datasets;
using Eval.Core.Models;
using Eval.Core.Prompts;

namespace Eval.Hosting.Planning;

/// <summary>Decides which protocol each model is asked under, and says why when that was not spelled out.</summary>
public static class ProtocolChooser
{
    /// <summary>One choice per model, in the models' order.</summary>
    /// <param name="benchmark">The benchmark asked for.</param>
    /// <param name="spec">The user's words.</param>
    /// <param name="models">All models of the run.</param>
    /// <param name="problems">Receives what makes the choice impossible.</param>
    /// <param name="notices">Receives what the reader should know of a choice made for them.</param>
    public static IReadOnlyList<(ModelInfo Model, IProtocolDefinition Protocol)> Choose(
        IBenchmark benchmark,
        BenchmarkSpec spec,
        IReadOnlyList<ModelInfo> models,
        ICollection<Problem> problems,
        ICollection<string> notices)
    {
        ArgumentNullException.ThrowIfNull(benchmark);
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(models);
        ArgumentNullException.ThrowIfNull(problems);
        ArgumentNullException.ThrowIfNull(notices);
        return spec.Protocol switch
        {
            null => ChooseForAll(benchmark, models, problems, notices),
            BenchmarkSpec.Best => ChooseForEach(benchmark, models, problems),
            var name => UseNamed(benchmark, name, models, problems),
        };
    }

    private static bool CanServe(ModelInfo model, IProtocolDefinition protocol) =>
        (model.Abilities & protocol.Info.Needs) == protocol.Info.Needs;

    private static IReadOnlyList<(ModelInfo, IProtocolDefinition)> UseNamed(
        IBenchmark benchmark, string name, IReadOnlyList<ModelInfo> models, ICollection<Problem> problems)
    {
        var protocol = benchmark.Protocols.FirstOrDefault(candidate => candidate.Info.Name == name);
        if (protocol is null)
        {
            var known = string.Join(", ", benchmark.Protocols.Select(candidate => candidate.Info.Name));
            problems.Add(new Problem($"-b {benchmark.Info.Name}@{name}", $"{benchmark.Info.Name} has no protocol \"{name}\".", $"Known: {known}."));
            return [];
        }

        foreach (var model in models.Where(model => !CanServe(model, protocol)))
        {
            problems.Add(Refusal(benchmark, protocol, model));
        }

        return [.. models.Where(model => CanServe(model, protocol)).Select(model => (model, protocol))];
    }

    private static IReadOnlyList<(ModelInfo, IProtocolDefinition)> ChooseForAll(
        IBenchmark benchmark, IReadOnlyList<ModelInfo> models, ICollection<Problem> problems, ICollection<string> notices)
    {
        var protocol = benchmark.Protocols.FirstOrDefault(candidate => models.All(model => CanServe(model, candidate)));
        if (protocol is null)
        {
            ReportNoCommonProtocol(benchmark, models, problems);
            return [];
        }

        if (models.Count > 0 && protocol != benchmark.Protocols[0])
        {
            var preferred = benchmark.Protocols[0];
            var unable = models.Where(model => !CanServe(model, preferred)).Select(model => model.Name);
            notices.Add($"{benchmark.Info.Name} runs as {protocol.Info.FullName} for every model: {string.Join(", ", unable)} cannot serve {preferred.Info.FullName}.{Doubts(models)} Use {benchmark.Info.Name}@best to give each model its own best protocol, in separate columns.");
        }

        return [.. models.Select(model => (model, protocol))];
    }

    private static IReadOnlyList<(ModelInfo, IProtocolDefinition)> ChooseForEach(
        IBenchmark benchmark, IReadOnlyList<ModelInfo> models, ICollection<Problem> problems)
    {
        var choices = new List<(ModelInfo, IProtocolDefinition)>();
        foreach (var model in models)
        {
            if (benchmark.Protocols.FirstOrDefault(candidate => CanServe(model, candidate)) is { } protocol)
            {
                choices.Add((model, protocol));
            }
            else
            {
                ReportNoCommonProtocol(benchmark, [model], problems);
            }
        }

        return choices;
    }

    private static void ReportNoCommonProtocol(IBenchmark benchmark, IReadOnlyList<ModelInfo> models, ICollection<Problem> problems)
    {
        var able = models.Select(model =>
        {
            var served = benchmark.Protocols.Where(protocol => CanServe(model, protocol)).Select(protocol => protocol.Info.Name).ToList();
            return $"{model.Name} can serve {(served.Count == 0 ? "none" : string.Join(", ", served))}";
        });
        problems.Add(new Problem(
            $"-b {benchmark.Info.Name}",
            $"no protocol of {benchmark.Info.Name} can be served by every model: {string.Join("; ", able)}.",
            models.Count > 1 ? $"Use {benchmark.Info.Name}@best for separate columns." : "A model that only continues text serves chat protocols when ?template= names its chat template."));
    }

    private static string Doubts(IEnumerable<ModelInfo> models) => string.Concat(models
        .Where(model => model.Details.ContainsKey(ModelInfo.NoLogLikelihoodDetail))
        .Select(model => $" {model.Name} is not asked for log-likelihoods: {model.Details[ModelInfo.NoLogLikelihoodDetail]}."));

    private static Problem Refusal(IBenchmark benchmark, IProtocolDefinition protocol, ModelInfo model)
    {
        var needs = protocol.Info.Needs & ~model.Abilities;
        var lacks = needs switch
        {
            _ when needs.HasFlag(ModelAbilities.Continuations) && model.Details.TryGetValue(ModelInfo.NoLogLikelihoodDetail, out var why) => why,
            _ when needs.HasFlag(ModelAbilities.Continuations) => "it gives no log-probabilities for given continuations",
            _ when needs.HasFlag(ModelAbilities.FirstTokenLogProbabilities) => "it reports no log-probabilities of first answer tokens",
            _ when needs.HasFlag(ModelAbilities.Chat) => "it has no chat template that Eval knows; name one with ?template=",
            _ when needs.HasFlag(ModelAbilities.Prefill) => "it cannot continue an assistant turn that we began",
            _ => "it does not continue raw text",
        };
        var usable = benchmark.Protocols.Where(candidate => CanServe(model, candidate)).Select(candidate => candidate.Info.FullName).ToList();
        var fix = usable.Count == 0 ? "" : $"Use {usable[0]}, or {benchmark.Info.Name} without a protocol.";
        return new Problem("", $"Cannot score {protocol.Info.FullName} with {model.Name}: {lacks}.", fix);
    }
}
