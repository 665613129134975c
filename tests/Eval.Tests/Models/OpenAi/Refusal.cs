namespace Eval.Tests.Models.OpenAi;

/// <summary>What must come of a refusal.</summary>
public enum RefusalOutcome
{
    /// <summary>The same request is sent again.</summary>
    Retry,

    /// <summary>This sample becomes an error; the model goes on.</summary>
    Sample,

    /// <summary>The model is stopped, with advice.</summary>
    Stop,
}

/// <summary>One refusal in its provider's own shape.</summary>
/// <param name="Spec">The model.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">The server's JSON.</param>
/// <param name="Outcome">What must come of it.</param>
/// <param name="Says">Part of the message: the server's own words.</param>
/// <param name="Fix">Part of the advice; empty where the outcome has none.</param>
public sealed record Refusal(string Spec, int Status, string Body, RefusalOutcome Outcome, string Says, string Fix = "")
{
    public string Provider => Spec[..Spec.IndexOf(':', StringComparison.Ordinal)];

    public override string ToString() => $"{Provider} {Status} {Says}";
}
