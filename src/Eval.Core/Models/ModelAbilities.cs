namespace Eval.Core.Models;

/// <summary>What a model can be asked for, and what a protocol needs.</summary>
[Flags]
public enum ModelAbilities
{
    None = 0,

    /// <summary>Continues raw text.</summary>
    Text = 1,

    /// <summary>Answers chat turns.</summary>
    Chat = 2,

    /// <summary>Gives true log-probabilities of given continuations (<see cref="IContinuationScorer"/>).</summary>
    Continuations = 4,

    /// <summary>Continues an assistant turn that we began.</summary>
    Prefill = 8,

    /// <summary>Reports the log-probabilities of the most likely first answer tokens of a chat turn (a separate, named kind of protocol).</summary>
    FirstTokenLogProbabilities = 16,
}
