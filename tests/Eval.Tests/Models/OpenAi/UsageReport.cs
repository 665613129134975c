using Eval.Core.Models;

namespace Eval.Tests.Models.OpenAi;

/// <summary>One answer with its provider's own usage fields.</summary>
/// <param name="Spec">The model.</param>
/// <param name="Body">The server's JSON.</param>
/// <param name="Usage">What must be read from it.</param>
public sealed record UsageReport(string Spec, string Body, Usage Usage)
{
    public string Provider => Spec[..Spec.IndexOf(':', StringComparison.Ordinal)];

    public override string ToString() => Spec;
}
