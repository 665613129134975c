namespace Eval.Core.Datasets;

/// <summary>A data set is missing or broken. Carries every problem found, each as <c>file:line: what</c>.</summary>
public sealed class DatasetException : Exception
{
    public DatasetException(string message, IReadOnlyList<string> problems)
        : base(problems.Count == 0 ? message : message + Environment.NewLine + string.Join(Environment.NewLine, problems))
    {
        Problems = problems;
    }

    public IReadOnlyList<string> Problems { get; }
}
