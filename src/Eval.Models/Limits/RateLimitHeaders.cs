using System.Globalization;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Eval.Models.Limits;

/// <summary>Reads what providers say is left: <c>x-ratelimit-remaining-requests</c> with <c>x-ratelimit-reset-requests: 6m0.5s</c> (OpenAI, DashScope, vLLM gateways) and <c>anthropic-ratelimit-requests-remaining</c> with a reset date; tokens likewise.</summary>
internal static partial class RateLimitHeaders
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(2);

    private static readonly (string Remaining, string Reset)[] Known =
    [
        ("x-ratelimit-remaining-requests", "x-ratelimit-reset-requests"),
        ("x-ratelimit-remaining-tokens", "x-ratelimit-reset-tokens"),
        ("anthropic-ratelimit-requests-remaining", "anthropic-ratelimit-requests-reset"),
        ("anthropic-ratelimit-tokens-remaining", "anthropic-ratelimit-tokens-reset"),
    ];

    /// <summary>How long to wait because nothing is left; null when something is, or nothing was said.</summary>
    public static TimeSpan? ReadPause(HttpResponseHeaders headers, TimeProvider time)
    {
        TimeSpan? longest = null;
        foreach (var (remaining, reset) in Known)
        {
            if (Value(headers, remaining) is { } left && long.TryParse(left, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count == 0
                && ReadReset(Value(headers, reset), time) is { } wait && (longest is null || wait > longest))
            {
                longest = wait < LongestPause ? wait : LongestPause;
            }
        }

        return longest;
    }

    /// <summary>A duration such as <c>1s</c>, <c>6m0s</c>, <c>250ms</c> or <c>1.5</c> (seconds), or a date.</summary>
    internal static TimeSpan? ReadReset(string? text, TimeProvider time)
    {
        if (text is null)
        {
            return null;
        }

        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < 86_400)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        if (Duration().Match(text) is { Success: true, Length: > 0 } match)
        {
            return TimeSpan.FromHours(Part(match, "h")) + TimeSpan.FromMinutes(Part(match, "m")) + TimeSpan.FromSeconds(Part(match, "s"))
                + TimeSpan.FromMilliseconds(Part(match, "ms"));
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) && date > time.GetUtcNow()
            ? date - time.GetUtcNow()
            : null;
    }

    private static double Part(Match match, string unit) =>
        match.Groups[unit] is { Success: true } group ? double.Parse(group.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) : 0;

    private static string? Value(HttpResponseHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;

    [GeneratedRegex(@"^(?:(?<h>[0-9.]{1,8})h)?(?:(?<m>[0-9.]{1,8})m(?!s))?(?:(?<s>[0-9.]{1,8})s)?(?:(?<ms>[0-9.]{1,8})ms)?$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Duration();
}
