using Eval.Benchmarks.Code;
using Eval.Benchmarks.MultipleChoice;
using Eval.Benchmarks.MultipleChoice.Extraction.Robust;
using Eval.Benchmarks.Numbers;
using Eval.Benchmarks.Protocols;
using Eval.Core.Datasets;
using Eval.Core.Models;
using Eval.Core.Prompts;
using Eval.Core.Scoring;

namespace Eval.Benchmarks.Custom;

/// <summary>The one protocol of a custom benchmark, made from its definition.</summary>
internal static class CustomProtocol
{
    public const string Name = "custom";

    public static IProtocolDefinition Create(CustomDefinition definition)
    {
        var isLikelihood = definition is { Kind: CustomKind.Choice, IsChat: false };
        var needs = isLikelihood ? ModelAbilities.Continuations : definition.IsChat ? ModelAbilities.Chat : ModelAbilities.Text;
        var info = new ProtocolInfo
        {
            Benchmark = definition.Name,
            Name = Name,
            Version = definition.Version,
            Description = $"{definition.Title} ({definition.Kind}, {(definition.IsChat ? "chat" : "raw")}, {definition.Shots}-shot)",
            Origin = Path.GetFileName(definition.Path),
            Needs = needs,
            Shots = definition.Shots,
            Stop = definition.Stop,
            MaxTokens = isLikelihood ? 0 : definition.MaxTokens,
            Temperature = definition.Temperature,
            Repeats = definition.Repeats,
            ScoredContinuation = isLikelihood ? "\" A\"" : null,
            Metrics = [definition.Metric],
            Averaging = definition.Averaging,
            Groups = definition.Groups,
        };
        return new ProtocolDefinition(info, data => Renderer(definition, data, isLikelihood), sandbox => Scorer(definition, sandbox));
    }

    private static Func<Sample, Prompt> Renderer(CustomDefinition definition, BenchmarkData data, bool isLikelihood) => sample =>
    {
        var letters = Enumerable.Range(0, 26).Select(Letters.At).ToList();
        var shots = Shots(definition, data, sample);
        var system = definition.System?.Render(sample, letters, withAnswer: false);
        var question = definition.Prompt.Render(sample, letters, withAnswer: false);
        if (!definition.IsChat)
        {
            return new Prompt
            {
                Parts = new PromptParts(system ?? "", [.. shots.Select(shot => Question(shot) + Answer(shot) + definition.Separator)], question),
                Continuations = isLikelihood ? [.. letters.Take(sample.Choices.Count).Select(letter => " " + letter)] : [],
            };
        }

        IEnumerable<ChatMessage> opening = system is null ? [] : [new ChatMessage(ChatRole.System, system)];
        var turns = shots.SelectMany(shot => new[] { new ChatMessage(ChatRole.User, Question(shot)), new ChatMessage(ChatRole.Assistant, Answer(shot)) });
        return new Prompt { Messages = [.. opening, .. turns, new ChatMessage(ChatRole.User, question)] };

        string Question(Sample shot) => definition.Prompt.Render(shot, letters, withAnswer: false);

        string Answer(Sample shot) => definition.Answer.Render(shot, letters, withAnswer: true);
    };

    // The first examples of the sample's own subset, where the examples have it; else the first of all.
    private static IReadOnlyList<Sample> Shots(CustomDefinition definition, BenchmarkData data, Sample sample)
    {
        var own = data.Examples.Where(example => example.Subset == sample.Subset).Take(definition.Shots).ToList();
        var shots = own.Count == definition.Shots ? own : [.. data.Examples.Take(definition.Shots)];
        return shots.Count == definition.Shots
            ? shots
            : throw new DatasetException(FormattableString.Invariant($"{definition.Name} asks for {definition.Shots} shots; {definition.Examples} has {data.Examples.Count} rows."), []);
    }

    private static IScorer Scorer(CustomDefinition definition, ISandbox? sandbox) => definition.Kind switch
    {
        CustomKind.Choice when definition.IsChat => new LetterScorer(RobustLetterExtractor.Instance, scoresTruncatedText: false),
        CustomKind.Choice => new LikelihoodScorer(),
        CustomKind.Numeric => new RobustNumberScorer(),
        CustomKind.Exact => definition.Match,
        _ => new CodeScorer(
            sandbox,
            (sample, text) => RobustCode.Read(sample.Fields[CustomData.HeaderField], sample.Fields[CustomData.EntryPointField], text),
            (sample, program) => Request(definition, sample, program),
            scoresTruncatedText: false),
    };

    private static SandboxRequest Request(CustomDefinition definition, Sample sample, string program) => new()
    {
        Language = "python",
        Program = program,
        Prelude = RobustCode.Preamble(sample.Fields[CustomData.HeaderField], sample.Fields[CustomData.EntryPointField]),
        Exports = [sample.Fields[CustomData.EntryPointField]],
        Tests = sample.Fields[CustomData.TestField],
        Invocation = definition.Invocation.Replace("{entry_point}", sample.Fields[CustomData.EntryPointField], StringComparison.Ordinal),
        CpuLimit = definition.CpuLimit,
        WallLimit = definition.WallLimit,
    };
}
