using System.Globalization;
using System.Text.RegularExpressions;
using Eval.Core.Models;

namespace Eval.Models.Baselines;

/// <summary>Takes the longest option (the first of equals), the largest number in a word problem, the longest argument name of a function.</summary>
internal sealed partial class LongestBaseline(ModelSpec spec) : BaselineModel(spec, version: 1, seed: null)
{
    protected override IReadOnlyList<double> Weigh(RequestMetadata about, IReadOnlyList<string> continuations)
    {
        var texts = about.Choices.Count == continuations.Count ? about.Choices : continuations;
        return [.. texts.Select(text => text.Length + 1.0)];
    }

    protected override string WriteAnswer(RequestMetadata about, ModelRequest request)
    {
        var largest = Numbers().Matches(about.Question)
            .Select(match => decimal.TryParse(match.Value, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : 0)
            .DefaultIfEmpty(0)
            .Max();
        return AnswerForm.Final(largest.ToString(CultureInfo.InvariantCulture));
    }

    protected override string WriteBody(RequestMetadata about, ModelRequest request)
    {
        var longest = PythonHeader.Parameters(about.Question).OrderByDescending(name => name.Length).FirstOrDefault();
        return $"    return {longest ?? "None"}\n";
    }

    [GeneratedRegex(@"[0-9][0-9,]*(\.[0-9]+)?", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Numbers();
}
