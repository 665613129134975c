namespace Eval.Models.Onnx.Tokenization;

/// <summary>GPT-2's word splitting; what comes out is written in <see cref="ByteLevelAlphabet"/>, which later steps see.</summary>
internal sealed class ByteLevelPreTokenizer(bool addPrefixSpace, bool useRegex) : IPreTokenizer
{
    private const string Pattern = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

    private static readonly CodePointRegex Words = new(Pattern);

    public IEnumerable<string> Split(string piece, bool isTextStart)
    {
        var text = addPrefixSpace && !piece.StartsWith(' ') ? " " + piece : piece;
        var words = useRegex ? Splitter.Split(text, Words.Matches(text), SplitBehavior.Isolated) : [text];
        return words.Select(word => ByteLevelAlphabet.Encode(word));
    }
}
