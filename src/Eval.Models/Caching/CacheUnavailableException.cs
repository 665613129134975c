namespace Eval.Models.Caching;

/// <summary>The response cache cannot be opened. The message says what to do; a run can go on without a cache.</summary>
public sealed class CacheUnavailableException(string message, Exception innerException) : Exception(message, innerException);
