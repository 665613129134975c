namespace Eval.Benchmarks.MultipleChoice.Extraction;

/// <summary>What was read out of a completion.</summary>
/// <param name="Letter">The answer; null when nothing could be read.</param>
/// <param name="Rule">Name of the rule that fired; for no answer null, or what stopped the reading.</param>
/// <param name="IsExplicit">True where the text states its answer, so that it counts even in a text cut by the token limit.</param>
public sealed record LetterReading(string? Letter, string? Rule, bool IsExplicit)
{
    public static LetterReading None { get; } = new(null, null, IsExplicit: false);

    /// <summary>A pattern took too long on this text and nothing was read.</summary>
    public static LetterReading TimedOut(string rule) => new(null, rule + "/timeout", IsExplicit: false);
}
