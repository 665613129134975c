using Eval.Core.Models;
using Eval.Core.Models.Local;

namespace Eval.Models.LLamaSharp;

/// <summary>One request in tokens: scoring where there are continuations, else generation.</summary>
internal sealed class LlamaSharpWork(string group, IReadOnlyList<int> prompt)
{
    public string Group { get; } = group;

    public IReadOnlyList<int> Prompt { get; } = prompt;

    public IReadOnlyList<IReadOnlyList<int>> Continuations { get; init; } = [];

    public ContinuationScore[] Scores { get; init; } = [];

    public TokenSampler? Sampler { get; init; }

    public GeneratedText? Text { get; init; }

    public int MaxTokens { get; init; }

    public List<int> Generated { get; } = [];

    public FinishReason Finish { get; set; } = FinishReason.Length;

    public int Evaluated { get; set; }

    public bool IsDone { get; set; }

    public Exception? Failure { get; set; }
}
