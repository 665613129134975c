namespace Eval.Benchmarks.MultipleChoice;

/// <summary>Names in <see cref="Eval.Core.Datasets.Sample.Fields"/> that multiple-choice benchmarks use.</summary>
public static class ChoiceFields
{
    /// <summary>Worked reasoning of a C-Eval dev row.</summary>
    public const string Explanation = "explanation";
}
