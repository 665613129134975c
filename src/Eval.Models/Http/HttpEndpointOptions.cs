namespace Eval.Models.Http;

/// <summary>Where and how to ask.</summary>
public sealed record HttpEndpointOptions
{
    /// <summary>Root that request paths are appended to; a final slash makes no difference.</summary>
    public required Uri BaseUrl { get; init; }

    public ApiKey? Key { get; init; }

    /// <summary>Header that carries the key; null sends <c>Authorization: Bearer</c>.</summary>
    public string? KeyHeader { get; init; }

    /// <summary>Variable to name when the server wants a key and none was sent.</summary>
    public string? KeyVariable { get; init; }

    /// <summary>Further headers of every request; none may be secret.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Query string of every request without the question mark, e.g. <c>api-version=…</c>; null for none.</summary>
    public string? Query { get; init; }

    /// <summary>Time one request may take, from sending to the last byte.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Most bytes of an answer, as sent and unpacked: a server that does not stop must not end the run.</summary>
    public int MostBytes { get; init; } = 64 << 20;

    /// <summary>How the provider's refusals differ from others'.</summary>
    public ErrorQuirks Quirks { get; init; } = ErrorQuirks.None;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Replaces the network, for tests.</summary>
    public HttpMessageHandler? Handler { get; init; }
}
