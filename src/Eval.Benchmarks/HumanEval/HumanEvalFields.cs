namespace Eval.Benchmarks.HumanEval;

/// <summary>Names in <see cref="Eval.Core.Datasets.Sample.Fields"/>, upstream's own. The prompt is the sample's question.</summary>
public static class HumanEvalFields
{
    /// <summary>Name of the function to write.</summary>
    public const string EntryPoint = "entry_point";

    /// <summary>Source that defines <c>check(candidate)</c>.</summary>
    public const string Test = "test";

    /// <summary>Body of the reference solution.</summary>
    public const string CanonicalSolution = "canonical_solution";
}
