using System.Text.Json;
using Eval.Models.Onnx.Tokenization;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.Tests.ModelsOnnx;

/// <summary>Texts and their token ids in real vocabularies, which are kept here (vocabulary-vectors.json); the vocabularies are not: EVAL_VOCABULARIES names a folder with llama.cpp's <c>ggml-vocab-*.gguf</c> files.</summary>
public sealed class RealVocabularyTests
{
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
        using var stream = typeof(RealVocabularyTests).Assembly.GetManifestResourceStream("vocabulary-vectors.json")!;
        using var vectors = JsonDocument.Parse(stream);
        var ids = vectors.RootElement.GetProperty("ids").GetProperty(family).EnumerateArray().ToList();
        List<string> texts = [.. vectors.RootElement.GetProperty("texts").EnumerateArray().Select(text => text.GetString()!)];
        Assert.That(ids, Has.Count.EqualTo(texts.Count));
        Assert.Multiple(() =>
        {
            foreach (var (text, vector) in texts.Zip(ids))
            {
                var expected = vector.EnumerateArray().Select(id => id.GetInt32());
                Assert.That(tokenizer.Encode(text, addSpecialTokens: false), Is.EqualTo(expected), $"{family}: {text}");
            }
        });
    }
}
