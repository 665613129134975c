namespace Eval.Benchmarks.MultipleChoice;

/// <summary>The letters of the options, as the built-in benchmarks have them.</summary>
public static class Letters
{
    public static IReadOnlyList<string> All { get; } = ["A", "B", "C", "D"];

    /// <summary>The shared string of a letter in a data file; null when it is not exactly one of A, B, C, D.</summary>
    public static string? Parse(string text) => text switch
    {
        "A" => "A",
        "B" => "B",
        "C" => "C",
        "D" => "D",
        _ => null,
    };

    /// <summary>Letter of the option at an index, from 0; goes on after D for benchmarks with more options.</summary>
    public static string At(int index) => index < All.Count ? All[index] : ((char)('A' + index)).ToString();
}
