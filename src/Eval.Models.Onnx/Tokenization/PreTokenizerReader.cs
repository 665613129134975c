using System.Text.Json;
using System.Text.RegularExpressions;
using Eval.Models.Onnx.Files;

namespace Eval.Models.Onnx.Tokenization;

/// <summary>Reads the <c>pre_tokenizer</c> part of <c>tokenizer.json</c>.</summary>
internal static class PreTokenizerReader
{
    // What Rust's char::is_ascii_punctuation and the Unicode punctuation categories cover together.
    private const string PunctuationClass = @"[\p{P}!-/:-@\[-`{-~]";

    public static IReadOnlyList<IPreTokenizer> Read(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return [];
        }

        return element.Needed("type").GetString() switch
        {
            "Sequence" => [.. element.Needed("pretokenizers").EnumerateArray().SelectMany(Read)],
            "ByteLevel" => [new ByteLevelPreTokenizer(Flag(element, "add_prefix_space", true), Flag(element, "use_regex", true))],
            "Split" => [ReadSplit(element)],
            "Digits" => [Pattern(@"\p{N}", Flag(element, "individual_digits", false) ? SplitBehavior.Isolated : SplitBehavior.Contiguous)],
            "Punctuation" => [Pattern(PunctuationClass, Behavior(element))],
            "Whitespace" => [Pattern(@"\w+|[^\w\s]+", SplitBehavior.Removed, invert: true)],
            "WhitespaceSplit" => [Pattern(@"\s", SplitBehavior.Removed)],
            "Metaspace" => [ReadMetaspace(element)],
            var other => throw new TokenizerException($"tokenizer.json splits text by {other}, which is not known here. Use llama-server for this model, or report it."),
        };
    }

    /// <summary>Whether any step writes the text in the byte-level alphabet.</summary>
    public static bool IsByteLevel(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object
        && (element.Needed("type").GetString() == "ByteLevel"
            || (element.TryGetProperty("pretokenizers", out var steps) && steps.EnumerateArray().Any(IsByteLevel)));

    private static RegexPreTokenizer Pattern(string pattern, SplitBehavior behavior, bool invert = false) =>
        new(new CodePointRegex(pattern), behavior, invert);

    private static RegexPreTokenizer ReadSplit(JsonElement element)
    {
        var pattern = element.Needed("pattern");
        var regex = pattern.TryGetProperty("String", out var literal) ? Regex.Escape(literal.Text()) : pattern.Needed("Regex").Text();
        return new RegexPreTokenizer(new CodePointRegex(regex), Behavior(element), Flag(element, "invert", false));
    }

    private static MetaspacePreTokenizer ReadMetaspace(JsonElement element)
    {
        var scheme = element.TryGetProperty("prepend_scheme", out var named)
            ? named.Text()
            : Flag(element, "add_prefix_space", true) ? "always" : "never";
        var mark = element.TryGetProperty("replacement", out var replacement) ? replacement.Text()[0] : '\u2581';
        return new MetaspacePreTokenizer(mark, scheme, Flag(element, "split", true));
    }

    private static SplitBehavior Behavior(JsonElement element) =>
        element.TryGetProperty("behavior", out var behavior) ? Enum.Parse<SplitBehavior>(behavior.Text()) : SplitBehavior.Isolated;

    private static bool Flag(JsonElement element, string name, bool otherwise) =>
        element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : otherwise;
}
