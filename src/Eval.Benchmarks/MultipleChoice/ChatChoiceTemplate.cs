using Eval.Core.Datasets;

namespace Eval.Benchmarks.MultipleChoice;

/// <summary>The wording of a chat protocol.</summary>
public sealed record ChatChoiceTemplate
{
    /// <summary>The user's turn that asks a question (of a shot as well).</summary>
    public required Func<Sample, string> Ask { get; init; }

    /// <summary>The assistant's turn of a shot; unused in zero-shot protocols.</summary>
    public Func<Sample, string> Answer { get; init; } = sample => sample.Target!;

    /// <summary>First answer tokens whose probabilities decide; empty where the answer is read as text.</summary>
    public IReadOnlyList<string> FirstTokens { get; init; } = [];
}
