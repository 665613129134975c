namespace Eval.Models.Onnx.Tokenization;

/// <summary>SentencePiece's spaces: written as a visible mark, one put before the text, words cut before each mark.</summary>
/// <param name="mark">The mark, usually U+2581.</param>
/// <param name="scheme"><c>always</c>, <c>first</c> or <c>never</c>.</param>
/// <param name="splits">Whether words are cut apart.</param>
internal sealed class MetaspacePreTokenizer(char mark, string scheme, bool splits) : IPreTokenizer
{
    public IEnumerable<string> Split(string piece, bool isTextStart)
    {
        var text = piece.Replace(' ', mark);
        if (!text.StartsWith(mark) && (scheme == "always" || (scheme == "first" && isTextStart)))
        {
            text = mark + text;
        }

        if (!splits)
        {
            return [text];
        }

        var marks = new List<(int, int)>();
        for (var i = text.IndexOf(mark, StringComparison.Ordinal); i >= 0; i = text.IndexOf(mark, i + 1))
        {
            marks.Add((i, 1));
        }

        return Splitter.Split(text, marks, SplitBehavior.MergedWithNext);
    }
}
