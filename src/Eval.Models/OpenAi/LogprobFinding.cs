using Eval.Core.Models;

namespace Eval.Models.OpenAi;

/// <summary>What <see cref="LogprobProbe"/> found.</summary>
/// <param name="Problem">Why log-probabilities cannot be had this way; null when they are real.</param>
/// <param name="Passing">The failure behind <paramref name="Problem"/> where the same question may succeed later; else null.</param>
internal sealed record LogprobFinding(string? Problem, ModelRequestException? Passing = null);
