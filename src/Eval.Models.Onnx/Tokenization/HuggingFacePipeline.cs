namespace Eval.Models.Onnx.Tokenization;

/// <summary>The steps of one <c>tokenizer.json</c>, in order.</summary>
internal sealed record HuggingFacePipeline
{
    public required IReadOnlyList<AddedToken> AddedTokens { get; init; }

    public required IReadOnlyList<Func<string, string>> Normalizers { get; init; }

    public required IReadOnlyList<IPreTokenizer> PreTokenizers { get; init; }

    public required IWordEncoder Encoder { get; init; }

    /// <summary>Ids the template puts before a single text.</summary>
    public required IReadOnlyList<int> Prefix { get; init; }

    /// <summary>Ids the template puts after a single text.</summary>
    public required IReadOnlyList<int> Suffix { get; init; }
}
