using System.Globalization;

namespace Eval.Models.Onnx.Tokenization;

/// <summary>What no vocabulary goes beyond: a file that does is broken, or made to exhaust the machine.</summary>
internal static class VocabularyLimits
{
    // Every text is looked up in all lengths up to the longest piece.
    private const int LongestPiece = 512;
    private const int MostTokens = 1 << 24;

    /// <summary>The id, if it can be one.</summary>
    /// <exception cref="FormatException">It is below 0 or beyond any vocabulary.</exception>
    public static int TokenId(int id) =>
        id is >= 0 and < MostTokens ? id : throw new FormatException($"{id.ToString(CultureInfo.InvariantCulture)} is no token id");

    /// <summary>Looks at every piece of a Unigram or SentencePiece vocabulary.</summary>
    /// <exception cref="InvalidDataException">One is too long.</exception>
    public static void CheckPieces(IEnumerable<string> pieces)
    {
        if (pieces.FirstOrDefault(piece => piece.Length > LongestPiece) is { } longest)
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"a piece has {longest.Length} characters; no vocabulary has one of more than {LongestPiece}"));
        }
    }
}
