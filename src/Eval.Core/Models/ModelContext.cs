using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Eval.Core.Models;

/// <summary>What a provider may use of the outside world when it makes a model.</summary>
public sealed record ModelContext
{
    /// <summary>The run's <c>--seed</c>; drives baselines and sampling.</summary>
    public long Seed { get; init; } = 1234;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Reads an environment variable; null when it is not set.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    public ILoggerFactory Loggers { get; init; } = NullLoggerFactory.Instance;

    /// <summary>Replaces the network, for tests; null for the real one.</summary>
    public HttpMessageHandler? HttpHandler { get; init; }
}
