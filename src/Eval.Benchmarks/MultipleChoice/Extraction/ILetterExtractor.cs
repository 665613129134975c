using Eval.Core.Datasets;

namespace Eval.Benchmarks.MultipleChoice.Extraction;

/// <summary>Reads the letter of an answer out of a completion. Pure and thread-safe; never throws on any text.</summary>
public interface ILetterExtractor
{
    /// <param name="text">The completion without its reasoning.</param>
    /// <param name="sample">The question that was asked.</param>
    LetterReading Extract(string text, Sample sample);
}
