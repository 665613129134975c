using System.Globalization;

namespace Eval.Tests.Benchmarks.Gsm8k;

/// <summary>The eleven ways of writing an answer that the extractors are measured on.</summary>
internal static class AnswerStyles
{
    public static IReadOnlyList<(string Name, Func<string, string> Render)> All { get; } =
    [
        ("hashes", gold => $"#### {gold}"),
        ("answer is", gold => $"The answer is {Plain(gold)}."),
        ("no final dot", gold => $"The answer is {Plain(gold)}"),
        ("thousands", gold => $"The answer is {Grouped(gold)}."),
        ("dollars", gold => $"The answer is ${Grouped(gold)}."),
        ("cents", gold => $"The answer is ${Plain(gold)}.00"),
        ("bold", gold => $"The answer is **{Plain(gold)}**."),
        ("boxed", gold => $"The answer is $\\boxed{{{Plain(gold)}}}$."),
        ("three dots", gold => $"The answer is {Plain(gold)}..."),
        ("apples", gold => $"The answer is {Plain(gold)} apples."),
        ("checked", gold => $"The answer is {Plain(gold)}. (Checked in 2 ways.)"),
    ];

    private static string Plain(string gold) => gold.Replace(",", "", StringComparison.Ordinal);

    private static string Grouped(string gold) =>
        long.Parse(Plain(gold), CultureInfo.InvariantCulture).ToString("N0", CultureInfo.InvariantCulture);
}
