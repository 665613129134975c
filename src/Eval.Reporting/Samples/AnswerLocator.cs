namespace Eval.Reporting.Samples;

/// <summary>Finds the extracted answer in a completion, so that it can be marked where it stands.</summary>
/// <remarks>A record keeps the answer and its rule, not its place. An answer that stands more than once is marked where its kind of rule
/// looks: after an answer phrase, else last, or first for a rule that takes the first. One that was normalised away is not marked at all.</remarks>
public static class AnswerLocator
{
    private static readonly string[] Phrases = ["\\boxed{", "####", "answer", "答案", "选", "choice"];

    /// <summary>Place of the answer; null when the text does not hold it as it was read.</summary>
    /// <param name="completion">The text.</param>
    /// <param name="answer">What was extracted; null finds nothing.</param>
    /// <param name="rule">Name of the rule that extracted it.</param>
    public static (int Start, int Length)? Find(string completion, string? answer, string? rule)
    {
        ArgumentNullException.ThrowIfNull(completion);
        if (string.IsNullOrWhiteSpace(answer) || answer.Length > 200)
        {
            return null;
        }

        var places = Places(completion, answer).ToList();
        if (places.Count <= 1)
        {
            return places.Count == 0 ? null : places[0];
        }

        if (rule?.Contains("first", StringComparison.OrdinalIgnoreCase) == true)
        {
            return places[0];
        }

        if (rule?.Contains("last", StringComparison.OrdinalIgnoreCase) != true && AfterPhrase(completion, places) is { } announced)
        {
            return announced;
        }

        return places[^1];
    }

    private static (int Start, int Length)? AfterPhrase(string completion, List<(int Start, int Length)> places)
    {
        foreach (var phrase in Phrases)
        {
            var at = completion.LastIndexOf(phrase, StringComparison.OrdinalIgnoreCase);
            if (at >= 0 && places.Find(place => place.Start >= at + phrase.Length) is { Length: > 0 } place)
            {
                return place;
            }
        }

        return null;
    }

    private static IEnumerable<(int Start, int Length)> Places(string completion, string answer)
    {
        for (var start = 0; start < completion.Length; start++)
        {
            if (Match(completion, start, answer) is var length and > 0 && IsApart(completion, start, length))
            {
                yield return (start, length);
                start += length - 1;
            }
        }
    }

    /// <summary>Length of the answer at a place, thousands separators between digits skipped; 0 when it is not there.</summary>
    private static int Match(string completion, int start, string answer)
    {
        var at = start;
        for (var index = 0; index < answer.Length; index++)
        {
            if (index > 0 && at < completion.Length && completion[at] is ',' or '，' && char.IsAsciiDigit(answer[index]) && char.IsAsciiDigit(completion[at - 1]))
            {
                at++;
            }

            if (at >= completion.Length || completion[at] != answer[index])
            {
                return 0;
            }

            at++;
        }

        return at - start;
    }

    /// <summary>A letter must not stand inside a word, a number not inside a longer one.</summary>
    private static bool IsApart(string completion, int start, int length)
    {
        var before = start == 0 ? ' ' : completion[start - 1];
        var after = start + length >= completion.Length ? ' ' : completion[start + length];
        return !(IsWord(before) && IsWord(completion[start])) && !(IsWord(completion[start + length - 1]) && IsWord(after));
    }

    private static bool IsWord(char character) => char.IsAsciiLetterOrDigit(character) || character == '_';
}
