namespace Eval.Models.Limits;

/// <summary>What an endpoint that refused requests was found to take.</summary>
/// <param name="Concurrency">Requests in flight that it was sent in the end.</param>
/// <param name="Refusals">Times that it said it was too much; refusals of requests sent together count once.</param>
public sealed record FoundLimit(int Concurrency, int Refusals);
