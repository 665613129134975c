namespace Eval.Core.Models.Local;

/// <summary>What a benchmark asks of a model on average, counted on its full set.</summary>
/// <param name="Name"><c>benchmark@protocol</c>.</param>
/// <param name="Needs">What the model must be able to do.</param>
/// <param name="Questions">Questions of the default split.</param>
/// <param name="AskedCharacters">Characters of a prompt.</param>
/// <param name="EvaluatedCharacters">Characters of a prompt that no neighbour shares, shots spread over their subject.</param>
/// <param name="AnswerCharacters">Characters of an answer; 0 where continuations are scored.</param>
public sealed record BenchmarkWorkload(string Name, ModelAbilities Needs, int Questions, int AskedCharacters, int EvaluatedCharacters, int AnswerCharacters)
{
    public static IReadOnlyList<BenchmarkWorkload> All { get; } =
    [
        new("mmlu@lm-eval", ModelAbilities.Continuations, 14_042, 3023, 475, 0),
        new("ceval@official", ModelAbilities.Continuations, 1346, 778, 143, 0),
        new("gsm8k@cot", ModelAbilities.Text, 1319, 2650, 240, 350),
        new("humaneval@lm-eval", ModelAbilities.Text, 164, 450, 450, 400),
    ];
}
