namespace Eval.Models.Onnx.Tokenization;

/// <summary>Text to token ids and back, exactly as the model's own tokenizer does it. Thread-safe.</summary>
public interface ITextTokenizer
{
    TokenizerInfo Info { get; }

    /// <summary>Token ids of a text; with <paramref name="addSpecialTokens"/> also those the model's template puts around it (the BOS token).</summary>
    IReadOnlyList<int> Encode(string text, bool addSpecialTokens);

    /// <summary>UTF-8 bytes a token adds to the text, possibly part of a character; empty for a special token or an unknown id.</summary>
    ReadOnlyMemory<byte> GetBytes(int id);
}
