namespace Eval.Benchmarks.MultipleChoice.Extraction.Robust;

/// <summary>Kinds of words that announce an answer.</summary>
internal enum CueKind
{
    /// <summary><c>\boxed{</c>.</summary>
    Boxed,

    /// <summary>"The answer is", "Answer:", "答案是".</summary>
    Answer,

    /// <summary>"Answer" with nothing between it and the letter, which must end there.</summary>
    BareAnswer,

    /// <summary>"故选", "选择".</summary>
    Selection,

    /// <summary>"I choose", "go with", "错误的是".</summary>
    Choice,

    /// <summary>"Therefore", "so", "因此": the letter must end the clause.</summary>
    Conclusion,
}
