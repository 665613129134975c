using System.Globalization;
using System.Net.Http.Headers;

namespace Eval.Models.Http;

/// <summary>How long a server asks to wait: <c>retry-after-ms</c>, or <c>Retry-After</c> in seconds (whole or not) or as a date.</summary>
public static class RetryAfter
{
    public static TimeSpan? Read(HttpResponseHeaders headers, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(headers);
        ArgumentNullException.ThrowIfNull(time);
        if (Number(headers, "retry-after-ms") is { } milliseconds)
        {
            return TimeSpan.FromMilliseconds(milliseconds);
        }

        if (Number(headers, "Retry-After") is { } seconds)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        if (headers.RetryAfter?.Date is { } date)
        {
            var wait = date - time.GetUtcNow();
            return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
        }

        return null;
    }

    private static double? Number(HttpResponseHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values)
        && double.TryParse(values.ToString(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
        && number <= 86_400_000
            ? number
            : null;
}
