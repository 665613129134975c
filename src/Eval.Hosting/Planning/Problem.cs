namespace Eval.Hosting.Planning;

/// <summary>One thing wrong with a request, found before the first sample.</summary>
/// <param name="Where">The option or place the reader wrote it in: <c>-m openai:gpt-4o</c>, <c>suite.yaml:7:3 benchmarks</c>; empty when it is the request as a whole.</param>
/// <param name="What">What is wrong.</param>
/// <param name="Fix">What the reader can do; empty when <paramref name="What"/> says it.</param>
public sealed record Problem(string Where, string What, string Fix = "")
{
    public override string ToString()
    {
        var text = Where.Length == 0 ? What : $"{Where}: {What}";
        return Fix.Length == 0 ? text : $"{text} {Fix}";
    }
}
