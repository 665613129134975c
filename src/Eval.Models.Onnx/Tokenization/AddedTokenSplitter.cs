namespace Eval.Models.Onnx.Tokenization;

/// <summary>Finds added tokens in a text, the longest at each place first.</summary>
internal sealed class AddedTokenSplitter
{
    private readonly Dictionary<char, List<AddedToken>> _byFirst;

    public AddedTokenSplitter(IEnumerable<AddedToken> tokens)
    {
        _byFirst = tokens.Where(token => token.Content.Length > 0)
            .GroupBy(token => token.Content[0])
            .ToDictionary(group => group.Key, group => group.OrderByDescending(token => token.Content.Length).ToList());
    }

    /// <summary>The text in pieces: plain text (token is null) or one added token.</summary>
    public IEnumerable<(string Text, AddedToken? Token)> Split(string text)
    {
        if (_byFirst.Count == 0)
        {
            yield return (text, null);
            yield break;
        }

        var start = 0;
        for (var i = 0; i < text.Length;)
        {
            if (Find(text, i) is not { } token)
            {
                i++;
                continue;
            }

            var end = i;
            while (token.StripsLeft && end > start && char.IsWhiteSpace(text[end - 1]))
            {
                end--;
            }

            if (end > start)
            {
                yield return (text[start..end], null);
            }

            yield return (token.Content, token);
            i += token.Content.Length;
            while (token.StripsRight && i < text.Length && char.IsWhiteSpace(text[i]))
            {
                i++;
            }

            start = i;
        }

        if (start < text.Length)
        {
            yield return (text[start..], null);
        }
    }

    private AddedToken? Find(string text, int position)
    {
        if (!_byFirst.TryGetValue(text[position], out var candidates))
        {
            return null;
        }

        return candidates.Find(token => text.AsSpan(position).StartsWith(token.Content, StringComparison.Ordinal)
            && (!token.IsSingleWord || IsAlone(text, position, position + token.Content.Length)));
    }

    private static bool IsAlone(string text, int start, int end) =>
        (start == 0 || !IsWordCharacter(text[start - 1])) && (end == text.Length || !IsWordCharacter(text[end]));

    private static bool IsWordCharacter(char character) => char.IsLetterOrDigit(character) || character == '_';
}
