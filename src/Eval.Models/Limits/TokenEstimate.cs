using Eval.Core.Prompts;

namespace Eval.Models.Limits;

/// <summary>Rough token counts where no tokenizer is at hand: a word is a token for each six letters, a number for each three digits, an ideograph or other sign one.</summary>
public static class TokenEstimate
{
    public static int Count(Prompt prompt)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        var count = prompt.Parts is { } parts ? Count(parts.Header) + parts.Shots.Sum(Count) + Count(parts.Question) : 0;
        return count + prompt.Messages.Sum(message => Count(message.Content) + 4) + (prompt.AssistantPrefix is { } prefix ? Count(prefix) : 0);
    }

    public static int Count(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (count, letters, digits) = (0, 0, 0);
        foreach (var character in text)
        {
            letters = char.IsAsciiLetter(character) ? letters + 1 : 0;
            digits = char.IsAsciiDigit(character) ? digits + 1 : 0;
            count += letters > 0 ? (letters % 6 == 1 ? 1 : 0) : digits > 0 ? (digits % 3 == 1 ? 1 : 0) : character == ' ' ? 0 : 1;
        }

        return count;
    }
}
