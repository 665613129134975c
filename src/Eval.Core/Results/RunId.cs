using System.Globalization;

namespace Eval.Core.Results;

/// <summary>Names of runs: UTC time and the plan's hash, e.g. <c>20261123-181500-ab12cd</c>.</summary>
public static class RunId
{
    public static string Create(DateTimeOffset now, string planHash)
    {
        ArgumentNullException.ThrowIfNull(planHash);
        return string.Create(CultureInfo.InvariantCulture, $"{now.UtcDateTime:yyyyMMdd-HHmmss}-{planHash[..6]}");
    }

    /// <summary>Whether a name given by the user can be a folder of its own: letters, digits, <c>.</c>, <c>_</c>, <c>-</c>, not beginning with a dot.</summary>
    public static bool IsValid(string? name) =>
        name is { Length: > 0 and <= 100 } && name[0] != '.'
        && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-');
}
