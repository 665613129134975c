namespace Eval.Reporting.Published;

/// <summary>A file of published scores is broken. Carries every problem found.</summary>
public sealed class PublishedScoresException(IReadOnlyList<string> problems)
    : Exception("The published scores cannot be read:" + Environment.NewLine + string.Join(Environment.NewLine, problems))
{
    public IReadOnlyList<string> Problems { get; } = problems;
}
