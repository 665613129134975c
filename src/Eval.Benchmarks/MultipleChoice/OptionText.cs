using System.Text;
using Eval.Core.Datasets;

namespace Eval.Benchmarks.MultipleChoice;

/// <summary>Builds the text of a question and its lettered options.</summary>
internal static class OptionText
{
    /// <summary>Prefix and question, then <c>\nA. …\nB. …</c> for each option, then the ending.</summary>
    public static string Build(string prefix, ReadOnlySpan<char> question, Sample sample, string ending, string mark = ". ", string beforeOptions = "\n")
    {
        var length = prefix.Length + question.Length + beforeOptions.Length + ending.Length;
        foreach (var choice in sample.Choices)
        {
            length += choice.Length + mark.Length + 2;
        }

        var text = new StringBuilder(length);
        text.Append(prefix).Append(question).Append(beforeOptions);
        for (var i = 0; i < sample.Choices.Count; i++)
        {
            if (i > 0)
            {
                text.Append('\n');
            }

            text.Append(Letters.At(i)).Append(mark).Append(sample.Choices[i]);
        }

        return text.Append(ending).ToString();
    }
}
