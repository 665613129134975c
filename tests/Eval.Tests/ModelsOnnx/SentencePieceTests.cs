using System.Text.Json;
using Eval.Models.Onnx.Tokenization;
using Eval.Models.Onnx.Tokenization.SentencePiece;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.Tests.ModelsOnnx;

/// <summary>Small models trained with SentencePiece 0.1.97 on a text of our own, and the ids that it and Hugging Face's tokenizers 0.23.2 give.</summary>
public sealed class SentencePieceTests
{
    private static readonly string[] Names = ["bpe", "bpe_rules", "bpe_suffix", "unigram", "unigram_bytes"];

    private static readonly Dictionary<string, SentencePieceExample> Examples = SentencePieceExample.ReadAll();

    [TestCaseSource(nameof(Names))]
    public void Ids_are_those_of_SentencePiece(string name)
    {
        using var folder = new TemporaryFolder();
        var example = Examples[name];
        File.WriteAllBytes(Path.Combine(folder.Path, "tokenizer.model"), example.Model);
        var tokenizer = TokenizerLoader.Load(folder.Path, "llama");
        Assert.Multiple(() =>
        {
            foreach (var vector in example.Vectors)
            {
                Assert.That(tokenizer.Encode(vector.Text, addSpecialTokens: false), Is.EqualTo(vector.Ids), JsonSerializer.Serialize(vector.Text));
            }
        });
    }

    [TestCase("unigram")]
    [TestCase("unigram_bytes")]
    public void Ids_of_the_same_vocabulary_in_tokenizer_json_are_those_of_Hugging_Face(string name)
    {
        var example = Examples[name];
        var tokenizer = HuggingFaceTokenizerReader.Read(AsTokenizerJson(new SentencePieceModelReader().Read(example.Model)));
        Assert.Multiple(() =>
        {
            foreach (var vector in example.Vectors)
            {
                Assert.That(tokenizer.Encode(vector.Text, addSpecialTokens: false), Is.EqualTo(vector.HuggingFaceIds), JsonSerializer.Serialize(vector.Text));
            }
        });
    }

    [TestCaseSource(nameof(Names))]
    public void Text_of_a_vocabulary_that_covers_it_is_decoded_as_it_was(string name)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(Path.Combine(folder.Path, "tokenizer.model"), Examples[name].Model);
        var tokenizer = TokenizerLoader.Load(folder.Path, "llama");
        const string Text = "The keeper of the lighthouse counts the ships";
        Assert.That(tokenizer.Decode(tokenizer.Encode(Text, addSpecialTokens: false)).TrimEnd(), Is.EqualTo(Text));
    }

    [Test]
    public void The_begin_of_text_token_is_put_first_where_it_is_asked_for()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(Path.Combine(folder.Path, "tokenizer.model"), Examples["bpe"].Model);
        var tokenizer = TokenizerLoader.Load(folder.Path, "llama");
        Assert.Multiple(() =>
        {
            Assert.That(tokenizer.Encode("The keeper", addSpecialTokens: true)[0], Is.EqualTo(1));
            Assert.That(tokenizer.Info.SpecialTokens, Does.ContainKey("<s>").WithValue(1).And.ContainKey("</s>").WithValue(2));
        });
    }

    [Test]
    public void A_file_that_is_no_model_is_refused_with_its_name()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(Path.Combine(folder.Path, "tokenizer.model"), [0xFF, 0xFF, 0xFF, 0xFF]);
        var exception = Assert.Throws<TokenizerException>(() => TokenizerLoader.Load(folder.Path, "llama"));
        Assert.That(exception!.Message, Does.Contain("tokenizer.model"));
    }

    // As transformers converts a Unigram model: https://github.com/huggingface/transformers/blob/main/src/transformers/convert_slow_tokenizer.py.
    private static string AsTokenizerJson(SentencePieceModel model)
    {
        List<object> normalizers = [];
        if (model.CharacterMap.Length > 0)
        {
            normalizers.Add(new { type = "Precompiled", precompiled_charsmap = Convert.ToBase64String(model.CharacterMap) });
        }

        if (model.RemovesExtraSpaces)
        {
            normalizers.Add(new { type = "Replace", pattern = new { Regex = " {2,}" }, content = " " });
        }

        return JsonSerializer.Serialize(new
        {
            added_tokens = Array.Empty<object>(),
            normalizer = new { type = "Sequence", normalizers },
            pre_tokenizer = new { type = "Metaspace", replacement = "\u2581", prepend_scheme = model.AddsDummyPrefix ? "always" : "never", split = true },
            decoder = new { type = "Metaspace", replacement = "\u2581", prepend_scheme = "always", split = true },
            model = new
            {
                type = "Unigram",
                unk_id = model.Pieces.Select(piece => piece.Kind).ToList().IndexOf(PieceKind.Unknown),
                vocab = model.Pieces.Select(piece => new object[] { piece.Text, piece.Score }),
                byte_fallback = model.ByteFallback,
            },
        });
    }
}
