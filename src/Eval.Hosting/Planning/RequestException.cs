namespace Eval.Hosting.Planning;

/// <summary>The request cannot be carried out; nothing was asked of any model. Carries every problem found. Exit code 2.</summary>
public sealed class RequestException : Exception
{
    public RequestException(IReadOnlyList<Problem> problems)
        : base(string.Join(Environment.NewLine, problems))
    {
        Problems = problems;
    }

    public RequestException(string where, string what, string fix = "")
        : this([new Problem(where, what, fix)])
    {
    }

    public IReadOnlyList<Problem> Problems { get; }
}
