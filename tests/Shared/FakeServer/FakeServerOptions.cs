namespace Eval.Testing.FakeServer;

/// <summary>How a fake endpoint behaves.</summary>
public sealed record FakeServerOptions
{
    /// <summary>0 takes any free port.</summary>
    public int Port { get; init; }

    public TimeSpan Latency { get; init; }

    /// <summary>How much longer a slow answer takes.</summary>
    public TimeSpan SlowExtra { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Fault (<c>429</c>, <c>500</c>, <c>drop</c>, <c>slow</c>, <c>malformed</c>) to its share of requests, 0 to 1.</summary>
    public IReadOnlyDictionary<string, double> Faults { get; init; } = new Dictionary<string, double>();

    public long Seed { get; init; } = 1;

    /// <summary>Requests in flight above which the server answers 429; null for no limit.</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>Requests in any second above which the server answers 429; null for no limit.</summary>
    public int? RequestsPerSecond { get; init; }

    /// <summary>Value of Retry-After in a 429; null sends none.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>Models that are answered 401.</summary>
    public IReadOnlySet<string> Unauthorized { get; init; } = new HashSet<string>();

    /// <summary>Answers by a text that the prompt contains; the first match wins. Null or no match: an answer made from the prompt's hash.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Script { get; init; } = [];

    /// <summary>Sees the prompt of every request that comes in; null when nobody cares.</summary>
    public Action<string>? PromptSeen { get; init; }

    /// <summary>Repeats the request's Authorization header in error messages, as badly written servers do.</summary>
    public bool EchoesSecrets { get; init; }

    /// <summary>Reads <c>429:0.1,drop:0.02</c>.</summary>
    /// <exception cref="FormatException">A fault is unknown or its share is not a number from 0 to 1.</exception>
    public static IReadOnlyDictionary<string, double> ParseFaults(string text)
    {
        var faults = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var pieces = part.Split(':');
            if (pieces.Length != 2 || !FaultPlan.Known.Contains(pieces[0], StringComparer.Ordinal)
                || !double.TryParse(pieces[1], System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var share)
                || share is not (>= 0 and <= 1))
            {
                throw new FormatException($"'{part}' is not fault:share; the faults are {string.Join(", ", FaultPlan.Known)}, the share lies between 0 and 1");
            }

            faults[pieces[0]] = share;
        }

        return faults;
    }
}
