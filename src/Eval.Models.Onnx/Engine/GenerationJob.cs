using Eval.Core.Models;
using Eval.Core.Models.Local;

namespace Eval.Models.Onnx.Engine;

/// <summary>One answer being generated.</summary>
internal sealed class GenerationJob(IReadOnlyList<int> prompt, int maxTokens, IReadOnlySet<int> endTokens, SamplingSettings sampling, GeneratedText text)
{
    private readonly TokenSampler _sampler = new(sampling);

    public IReadOnlyList<int> Prompt { get; } = prompt;

    public List<int> Tokens { get; } = [];

    public string Text => text.Text;

    /// <summary>Unknown while the answer grows.</summary>
    public FinishReason Finish { get; private set; } = maxTokens > 0 ? FinishReason.Unknown : FinishReason.Length;

    public bool IsFinished => Finish != FinishReason.Unknown;

    /// <summary>Prompt tokens computed for this job.</summary>
    public int Evaluated { get; set; }

    public CancellationToken CancellationToken { get; init; }

    /// <summary>Chooses the next token and takes it in.</summary>
    /// <exception cref="ModelRequestException">The logits are NaN.</exception>
    public void Advance(ReadOnlySpan<float> logits)
    {
        if (LogProbability.HasNaN(logits))
        {
            throw new ModelRequestException("The engine gave NaN logits; weights or precision are broken.");
        }

        var id = _sampler.Choose(logits, Prompt.Concat(Tokens));
        Tokens.Add(id);
        if (endTokens.Contains(id) || text.Append(id))
        {
            Finish = FinishReason.Stop;
        }
        else if (Tokens.Count >= maxTokens)
        {
            Finish = FinishReason.Length;
        }
    }

    /// <summary>Ends a job nobody waits for any more.</summary>
    public void Abandon() => Finish = FinishReason.Length;
}
