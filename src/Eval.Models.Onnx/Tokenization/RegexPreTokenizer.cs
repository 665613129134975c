namespace Eval.Models.Onnx.Tokenization;

internal sealed class RegexPreTokenizer(CodePointRegex regex, SplitBehavior behavior, bool invert = false) : IPreTokenizer
{
    public IEnumerable<string> Split(string piece, bool isTextStart) => Splitter.Split(piece, regex.Matches(piece), behavior, invert);
}
