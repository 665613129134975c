using Eval.Core.Datasets;
using Eval.Core.Prompts;
using Eval.Core.Scoring;

namespace Eval.Benchmarks.MultipleChoice;

/// <summary>A protocol that sends raw text: header and shots are made once per subject and shared by its prompts.</summary>
public sealed class TextChoiceProtocol(ProtocolInfo info, TextChoiceTemplate template, IScorer scorer) : IProtocolDefinition
{
    public ProtocolInfo Info { get; } = info;

    public IProtocol Bind(BenchmarkData data, ISandbox? sandbox)
    {
        ArgumentNullException.ThrowIfNull(data);
        var prefixes = SubjectShots.Take(data, Info.FullName, Info.Shots, template.NeedsExplanation).ToDictionary(
            subject => subject.Key,
            subject => new Prefix(template.Header(subject.Key), [.. subject.Value.Select(template.Shot)]),
            StringComparer.Ordinal);
        return new Bound(Info, template, scorer, prefixes);
    }

    private sealed record Prefix(string Header, IReadOnlyList<string> Shots);

    private sealed class Bound(ProtocolInfo info, TextChoiceTemplate template, IScorer scorer, Dictionary<string, Prefix> prefixes) : IProtocol
    {
        private readonly string[] _continuations = template.LetterPrefix is { } prefix ? [.. Letters.All.Select(letter => prefix + letter)] : [];

        public ProtocolInfo Info => info;

        public IScorer Scorer => scorer;

        public Prompt Render(Sample sample)
        {
            var (header, shots) = prefixes[sample.Subset];
            return new Prompt { Parts = new PromptParts(header, shots, template.Ask(sample)), Continuations = _continuations };
        }
    }
}
