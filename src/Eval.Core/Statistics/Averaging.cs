namespace Eval.Core.Statistics;

public enum Averaging
{
    /// <summary>Mean over questions: every question weighs the same.</summary>
    Micro,

    /// <summary>Unweighted mean of the subjects' accuracies.</summary>
    Macro,
}
