using System.Text.RegularExpressions;

namespace Eval.Tests.Mini;

/// <summary>The number that stands in the text of an option; the rule stands in <c>datasets/mini/README.md</c>.</summary>
internal static partial class OptionNumber
{
    /// <summary>Null where the option holds no number.</summary>
    public static decimal? Read(string option)
    {
        var plain = Fraction().Replace(option.Replace("$", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal), "$1/$2");
        var match = Number().Match(plain);
        return match.Success ? ArithmeticExpression.Evaluate(match.Value) : null;
    }

    [GeneratedRegex(@"\\frac\{([^}]*)\}\{([^}]*)\}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Fraction();

    [GeneratedRegex(@"-?[0-9]+(\.[0-9]+)?(/[0-9]+)?", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Number();
}
