using Eval.Core.Running;

namespace Eval.Hosting.Planning;

/// <summary>A plan that passed every check.</summary>
/// <param name="Plan">What the runner carries out.</param>
/// <param name="Notices">What the reader should know of choices made for them.</param>
public sealed record PlannedRun(RunPlan Plan, IReadOnlyList<string> Notices);
