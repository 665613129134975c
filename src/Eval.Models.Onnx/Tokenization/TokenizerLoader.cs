using System.Text.Json;
using Eval.Models.Onnx.Files;
using Eval.Models.Onnx.Tokenization.SentencePiece;

namespace Eval.Models.Onnx.Tokenization;

/// <summary>Finds a model folder's tokenizer: <c>tokenizer.json</c> first, since it says everything, then <c>tokenizer.model</c> or a tiktoken file.</summary>
public static class TokenizerLoader
{
    /// <exception cref="TokenizerException">None is there, or it cannot be followed exactly.</exception>
    public static ITextTokenizer Load(string folder, string modelType)
    {
        try
        {
            return Read(folder, modelType);
        }
        catch (Exception exception) when (exception is InvalidDataException or KeyNotFoundException or FormatException or InvalidOperationException or ArgumentException or OverflowException)
        {
            throw new TokenizerException($"The tokenizer in {folder} cannot be read: {exception.Message}", exception);
        }
    }

    private static ITextTokenizer Read(string folder, string modelType)
    {
        var json = Path.Combine(folder, "tokenizer.json");
        if (File.Exists(json))
        {
            using var document = JsonFile.Open(json);
            return HuggingFaceTokenizerReader.Read(document.RootElement);
        }

        var settings = ReadSettings(Path.Combine(folder, "tokenizer_config.json"));
        var sentencePiece = Path.Combine(folder, "tokenizer.model");
        if (File.Exists(sentencePiece) && !TiktokenText.IsTiktoken(sentencePiece))
        {
            return SentencePieceText.Load(sentencePiece, settings);
        }

        var tiktoken = Directory.EnumerateFiles(folder, "*.tiktoken").Order(StringComparer.Ordinal).FirstOrDefault() ?? (File.Exists(sentencePiece) ? sentencePiece : null);
        return tiktoken is not null
            ? TiktokenText.Load(tiktoken, modelType, settings)
            : throw new TokenizerException($"{folder} holds no tokenizer.json, tokenizer.model or *.tiktoken file.");
    }

    private static JsonElement ReadSettings(string path)
    {
        if (!File.Exists(path))
        {
            return default;
        }

        using var document = JsonFile.Open(path);
        return document.RootElement.Clone();
    }
}
