namespace Eval.Core.Scoring;

/// <summary>One way of reading a completion, where a protocol reports several (strict and flexible).</summary>
/// <param name="Status">How this reading ended.</param>
/// <param name="Value">1 or 0; null only with <see cref="SampleStatus.Error"/>.</param>
/// <param name="Answer">What was extracted; null when nothing was.</param>
/// <param name="Rule">Name of the rule that extracted it.</param>
public sealed record Reading(SampleStatus Status, double? Value, string? Answer, string? Rule);
