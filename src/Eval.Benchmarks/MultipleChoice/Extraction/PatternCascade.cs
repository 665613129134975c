using System.Text.RegularExpressions;

namespace Eval.Benchmarks.MultipleChoice.Extraction;

/// <summary>Named patterns tried in order, each bounded in time.</summary>
internal sealed class PatternCascade
{
    // Wall time: generous, so that a busy machine never turns an answer into none.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly (string Rule, Regex Pattern)[] _rules;

    /// <param name="rules">Name and pattern of each rule. A pattern's first group is what it reads.</param>
    public PatternCascade(params (string Rule, string Pattern)[] rules)
    {
        _rules = [.. rules.Select(rule => (rule.Rule, new Regex(rule.Pattern, RegexOptions.CultureInvariant, Limit)))];
    }

    /// <summary>The first pattern's first match; null when none matches.</summary>
    public LetterReading? Search(string text)
    {
        foreach (var (rule, pattern) in _rules)
        {
            try
            {
                var match = pattern.Match(text);
                if (match.Success)
                {
                    return new LetterReading(match.Groups[1].Value, rule, IsExplicit: true);
                }
            }
            catch (RegexMatchTimeoutException)
            {
                return LetterReading.TimedOut(rule);
            }
        }

        return null;
    }
}
