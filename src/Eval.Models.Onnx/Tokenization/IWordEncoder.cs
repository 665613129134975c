namespace Eval.Models.Onnx.Tokenization;

/// <summary>The vocabulary model behind a tokenizer: ids of one pre-tokenised piece.</summary>
internal interface IWordEncoder
{
    void Encode(ReadOnlySpan<char> word, List<int> ids);
}
