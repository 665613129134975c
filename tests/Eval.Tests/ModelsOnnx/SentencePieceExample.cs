using System.Text.Json;

namespace Eval.Tests.ModelsOnnx;

/// <summary>A small model with texts and their ids.</summary>
/// <param name="Model">Content of <c>tokenizer.model</c>.</param>
/// <param name="Vectors">Texts, the ids of SentencePiece, and those of Hugging Face's tokenizers where the vocabulary was given to them too.</param>
internal sealed record SentencePieceExample(byte[] Model, IReadOnlyList<(string Text, int[] Ids, int[]? HuggingFaceIds)> Vectors)
{
    public static Dictionary<string, SentencePieceExample> ReadAll()
    {
        using var stream = typeof(SentencePieceExample).Assembly.GetManifestResourceStream("sentencepiece.json")!;
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.EnumerateArray().ToDictionary(
            example => example.GetProperty("name").GetString()!,
            example => new SentencePieceExample(
                example.GetProperty("model").GetBytesFromBase64(),
                [.. example.GetProperty("vectors").EnumerateArray().Select(vector => (vector.GetProperty("text").GetString()!, Ids(vector, "ids")!, Ids(vector, "huggingface")))]));
    }

    private static int[]? Ids(JsonElement vector, string name) =>
        vector.TryGetProperty(name, out var ids) ? [.. ids.EnumerateArray().Select(id => id.GetInt32())] : null;
}
