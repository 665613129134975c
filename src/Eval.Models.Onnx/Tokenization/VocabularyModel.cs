namespace Eval.Models.Onnx.Tokenization;

/// <summary>The <c>model</c> part of <c>tokenizer.json</c>, ready to encode.</summary>
/// <param name="Encoder">Ids of a word.</param>
/// <param name="Vocabulary">Pieces as they are written in the file.</param>
/// <param name="IsByteLevel">Pieces are written in <see cref="ByteLevelAlphabet"/>.</param>
/// <param name="ByteFallback">Pieces of the form <c>&lt;0xNN&gt;</c> are bytes.</param>
/// <param name="Description">Kind, for records.</param>
internal sealed record VocabularyModel(IWordEncoder Encoder, IReadOnlyDictionary<string, int> Vocabulary, bool IsByteLevel, bool ByteFallback, string Description);
