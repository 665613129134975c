using System.Globalization;

namespace Eval.Hosting.Suites;

/// <summary>Times as people write them: <c>90s</c>, <c>15m</c>, <c>2h</c>.</summary>
public static class DurationText
{
    public static bool TryParse(string text, out TimeSpan value)
    {
        ArgumentNullException.ThrowIfNull(text);
        value = default;
        if (text.Length < 2 || !double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) || amount <= 0)
        {
            return false;
        }

        switch (text[^1])
        {
            case 's':
                value = TimeSpan.FromSeconds(amount);
                return true;
            case 'm':
                value = TimeSpan.FromMinutes(amount);
                return true;
            case 'h':
                value = TimeSpan.FromHours(amount);
                return true;
            default:
                return false;
        }
    }
}
