using Eval.Testing;
using Eval.Testing.Models;

namespace Eval.Tests.ModelsOnnx;

/// <summary>A made-up model with its own tokenizer in a temporary folder.</summary>
internal sealed class RandomModelFolder : IDisposable
{
    private const string Corpus = "Once upon a time, there was a little girl named Lily. She loved to play outside in the park. The sun was hot. Tim had a red ball.";

    private readonly TemporaryFolder _folder = new();

    public RandomModelFolder(RandomDecoderShape shape)
    {
        RandomDecoder.Write(Path, shape);
        TrainedTokenizer.Write(Path, Corpus, Math.Min(shape.Vocabulary, 300));
    }

    public string Path => _folder.Path;

    public void Dispose() => _folder.Dispose();
}
