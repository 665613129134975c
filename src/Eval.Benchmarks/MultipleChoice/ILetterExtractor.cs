using Eval.Core.Datasets;

namespace Eval.Benchmarks.MultipleChoice;

/// <summary>Reads the letter of an answer out of a completion. Pure and thread-safe; never throws on any text.</summary>
public interface ILetterExtractor
{
    /// <summary>Everything the extraction depends on, in a fixed textual form: its hash guards the protocol's version.</summary>
    string Definition { get; }

    /// <param name="text">The completion without its reasoning.</param>
    /// <param name="sample">The question that was asked.</param>
    LetterReading Extract(string text, Sample sample);
}
