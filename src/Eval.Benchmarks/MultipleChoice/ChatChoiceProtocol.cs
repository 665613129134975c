using Eval.Core.Datasets;
using Eval.Core.Prompts;
using Eval.Core.Scoring;

namespace Eval.Benchmarks.MultipleChoice;

/// <summary>A protocol that sends chat turns; shots are earlier turns, made once per subject.</summary>
public sealed class ChatChoiceProtocol(ProtocolInfo info, ChatChoiceTemplate template, IScorer scorer) : IProtocolDefinition
{
    public ProtocolInfo Info { get; } = info;

    public IProtocol Bind(BenchmarkData data, ISandbox? sandbox)
    {
        ArgumentNullException.ThrowIfNull(data);
        var shots = SubjectShots.Take(data, Info.FullName, Info.Shots, needsExplanation: false).ToDictionary(
            subject => subject.Key,
            subject => subject.Value.SelectMany(Turns).ToArray(),
            StringComparer.Ordinal);
        return new Bound(Info, template, scorer, shots);
    }

    private ChatMessage[] Turns(Sample shot) =>
        [new(ChatRole.User, template.Ask(shot)), new(ChatRole.Assistant, template.Answer(shot))];

    private sealed class Bound(ProtocolInfo info, ChatChoiceTemplate template, IScorer scorer, Dictionary<string, ChatMessage[]> shots) : IProtocol
    {
        public ProtocolInfo Info => info;

        public IScorer Scorer => scorer;

        public Prompt Render(Sample sample) => new()
        {
            Messages = [.. shots[sample.Subset], new ChatMessage(ChatRole.User, template.Ask(sample))],
            Continuations = template.FirstTokens,
        };
    }
}
