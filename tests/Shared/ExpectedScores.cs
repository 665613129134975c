using System.Text.Json;

namespace Eval.Testing;

/// <summary>The reference values beside the shared story model: ids, log-probabilities of a float64 forward pass, one greedy continuation.</summary>
internal sealed record ExpectedScores
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public required List<TokenizedText> Tokenization { get; init; }

    public required List<ScoredContext> Scoring { get; init; }

    public required GreedyText Greedy { get; init; }

    public static string OnnxFolder => TestPaths.Shared("models", "stories260K-onnx");

    public static string GgufFile => TestPaths.Shared("models", "stories260K.gguf");

    public static ExpectedScores Read() => JsonSerializer.Deserialize<ExpectedScores>(File.ReadAllText(Path.Combine(OnnxFolder, "expected.json")), Options)!;

    internal sealed record TokenizedText(string Name, string Text, int[] Ids, string Decoded);

    internal sealed record ScoredContext(string Context, int[] ContextIds, List<ScoredContinuation> Continuations);

    internal sealed record ScoredContinuation(string Text, int[] Ids, double[] TokenLogprobs, double SumLogprob, bool IsGreedy);

    internal sealed record GreedyText(string Prompt, int[] PromptIds, int MaxNewTokens, int[] Ids, string Text);
}
