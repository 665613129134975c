using Eval.Core.Datasets;

namespace Eval.Benchmarks.MultipleChoice.Extraction;

/// <summary>The multilingual cascade of openai/simple-evals mmlu_eval.py: the first cue, in its list's order, that a letter follows.</summary>
/// <remarks>As there, a lower-case letter is read as it stands and is wrong.</remarks>
public sealed class SimpleEvalsExtractor : ILetterExtractor
{
    /// <summary>Removed one after another before anything is read: markdown and LaTeX that could stand before the letter.</summary>
    private static readonly string[] Removed =
        ["**", "$\\boxed{", "}$", "\\$", "$\\text{", "$", "\\mathrm{", "\\{", "\\text", "\\(", "\\mathbf{", "{", "\\boxed"];

    /// <summary>Cues in the origin's order: a word, whether white space may follow it, and the colon.</summary>
    private static readonly (string Word, bool AllowsSpace, string Colon)[] Cues =
    [
        ("Answer", true, ":"),
        ("Answer", true, ":\u200b\u200b\u200b\u200b\u200b\u200b"),
        ("\u0989\u09a4\u09cd\u09a4\u09b0", true, ":"),
        ("\u0909\u0924\u094d\u0924\u0930", true, ":"),
        ("\u0989\u09a4\u09cd\u09a4\u09b0\u0983", false, ""),
        ("\u0989\u09a4\u09cd\u09a4\u09b0", true, ":"),
        ("Antwort", true, ":"),
        ("답변", true, ":"),
        ("정답", true, ":"),
        ("답", true, ":"),
        ("答案", true, "："),
        ("答案", true, ":"),
        ("答", true, "："),
        ("答", true, ":"),
        ("答复", true, "："),
        ("答曰", true, "："),
        ("\u0627\u0644\u0625\u062c\u0627\u0628\u0629", false, ":"),
        ("\u0627\u0644\u062c\u0648\u0627\u0628", false, ":"),
        ("\u0625\u062c\u0627\u0628\u0629", false, ":"),
        ("\u0627\u0644\u0625\u062c\u0627\u0628\u0629 \u0627\u0644\u0646\u0647\u0627\u0626\u064a\u0629", false, ":"),
        ("\u0627\u0644\u0625\u062c\u0627\u0628\u0629 \u0627\u0644\u0635\u062d\u064a\u062d\u0629", false, ":"),
        ("\u0627\u0644\u0625\u062c\u0627\u0628\u0629 \u0627\u0644\u0635\u062d\u064a\u062d\u0629 \u0647\u064a", false, ":"),
        ("\u0627\u0644\u0625\u062c\u0627\u0628\u0629 \u0647\u064a", false, ":"),
        ("\u0627\u0644\u062c\u0648\u0627\u0628 \u0627\u0644\u0646\u0647\u0627\u0626\u064a", false, ":"),
        ("Respuesta", true, ":"),
        ("Risposta", true, ":"),
        ("答え", true, ":"),
        ("答え", true, "："),
        ("回答", true, ":"),
        ("回答", true, "："),
        ("解答", true, ":"),
        ("Jawaban", true, ":"),
        ("R\u00e9ponse", true, ":"),
        ("Resposta", true, ":"),
        ("Jibu", true, ":"),
        ("Idahun", true, ":"),
        ("\u00ccd\u00e1h\u00f9n", true, ":"),
        ("Id\u00e1h\u00f9n", true, ":"),
        ("A\u0300m\u1ecd\u0300na\u0300", true, ":"),
        ("\u00c0d\u00e1h\u00f9n", true, ":"),
        ("A\u0300nu\u0301go\u0323", true, ":"),
        ("\u00c0\u1e63\u00e0y\u00e0n", true, ":"),
    ];

    public static SimpleEvalsExtractor Instance { get; } = new();

    public LetterReading Extract(string text, Sample sample)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (var removed in Removed)
        {
            text = text.Replace(removed, "", StringComparison.Ordinal);
        }

        text = PythonText.ForPatterns(text);
        foreach (var (word, allowsSpace, colon) in Cues)
        {
            if (Find(text, word, allowsSpace, colon) is { } letter)
            {
                return new LetterReading(Normalize(letter), $"simple-evals/{word}{colon}", IsExplicit: true);
            }
        }

        return LetterReading.None;
    }

    private static char? Find(string text, string word, bool allowsSpace, string colon)
    {
        for (var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var rest = text.AsSpan(at + word.Length);
            if (allowsSpace)
            {
                rest = rest.TrimStart();
            }

            if (!rest.StartsWith(colon, StringComparison.Ordinal))
            {
                continue;
            }

            rest = rest[colon.Length..].TrimStart(" \t");
            if (rest.Length > 0 && IsLetter(rest[0]))
            {
                return rest[0];
            }
        }

        return null;
    }

    private static bool IsLetter(char character) => character
        is (>= 'A' and <= 'D') or (>= 'a' and <= 'd') or (>= '\u0623' and <= '\u062f')
        or '\u0985' or '\u09ac' or '\u09a1' or '\u09a2'
        or (>= 'Ａ' and <= 'Ｄ') or (>= 'ａ' and <= 'ｄ');

    /// <summary>Arabic, Bengali and full-width letters as Latin ones.</summary>
    private static string Normalize(char letter) => letter switch
    {
        'A' or '\u0623' or '\u0985' or 'Ａ' => "A",
        'B' or '\u0628' or '\u09ac' or 'Ｂ' => "B",
        'C' or '\u062c' or '\u09a1' or 'Ｃ' => "C",
        'D' or '\u062f' or '\u09a2' or 'Ｄ' => "D",
        _ => letter.ToString(),
    };
}
