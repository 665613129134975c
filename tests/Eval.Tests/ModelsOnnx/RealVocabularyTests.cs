using System.Globalization;
using Eval.Models.Onnx.Tokenization;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.Tests.ModelsOnnx;

/// <summary>Real vocabularies with llama.cpp's own vectors, where EVAL_VOCABULARIES names a folder with its <c>ggml-vocab-*.gguf</c> files.</summary>
public sealed class RealVocabularyTests
{
    private const string Separator = "\n__ggml_vocab_test__\n";

    [TestCase("gpt-2")]
    [TestCase("falcon")]
    [TestCase("mpt")]
    [TestCase("starcoder")]
    [TestCase("refact")]
    [TestCase("llama-spm")]
    [TestCase("phi-3")]
    [TestCase("deepseek-llm")]
    public void Every_vector_of_the_family_gives_its_ids(string family)
    {
        var folder = Environment.GetEnvironmentVariable("EVAL_VOCABULARIES");
        Require.Part("vocabularies", folder is not null, "EVAL_VOCABULARIES names no folder with llama.cpp's ggml-vocab files");
        var path = Path.Combine(folder!, $"ggml-vocab-{family}.gguf");
        var tokenizer = HuggingFaceTokenizerReader.Read(VocabularyJson.Write(GgufVocabulary.Read(path), family));
        var texts = File.ReadAllText(path + ".inp").Split(Separator)[..^1];
        var vectors = File.ReadAllLines(path + ".out");
        Assert.That(texts, Has.Length.EqualTo(vectors.Length));
        Assert.Multiple(() =>
        {
            foreach (var (text, vector) in texts.Zip(vectors))
            {
                var expected = vector.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture));
                Assert.That(tokenizer.Encode(text, addSpecialTokens: false), Is.EqualTo(expected), $"{family}: {text}");
            }
        });
    }
}
