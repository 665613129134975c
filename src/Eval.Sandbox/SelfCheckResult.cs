namespace Eval.Sandbox;

/// <summary>One question that the self-check put to a sandbox.</summary>
/// <param name="Name">What was tried, as a short phrase: <c>a correct program passes</c>.</param>
/// <param name="Ok">Whether the sandbox did what it must.</param>
/// <param name="Detail">What it did instead, or what was measured.</param>
public sealed record SelfCheckResult(string Name, bool Ok, string Detail);
