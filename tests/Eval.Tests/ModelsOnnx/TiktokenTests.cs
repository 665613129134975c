using Eval.Models.Onnx.Tokenization;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.Tests.ModelsOnnx;

/// <summary>tiktoken files, on a vocabulary small enough to check by hand: the 256 bytes, then "he", "ll", "hell", " h", " hell".</summary>
public sealed class TiktokenTests
{
    private const int FirstMerge = 256;

    [Test]
    public void Words_are_merged_by_rank_and_digits_of_qwen_stand_alone()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "qwen.tiktoken");
        var tokenizer = TokenizerLoader.Load(folder.Path, "qwen");
        Assert.Multiple(() =>
        {
            Assert.That(tokenizer.Encode("hell hell", addSpecialTokens: true), Is.EqualTo(new[] { FirstMerge + 2, FirstMerge + 4 }));
            Assert.That(tokenizer.Encode("12", addSpecialTokens: false), Is.EqualTo(new[] { (int)'1', (int)'2' }));
            Assert.That(tokenizer.Decode(tokenizer.Encode("héll 日本 𠀀", addSpecialTokens: false)), Is.EqualTo("héll 日本 𠀀"));
        });
    }

    [Test]
    public void Qwens_special_tokens_follow_the_ranks_and_stand_for_no_text()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "qwen.tiktoken");
        var tokenizer = TokenizerLoader.Load(folder.Path, "qwen");
        var ids = tokenizer.Encode("<|im_start|>hell<|im_end|>", addSpecialTokens: false);
        Assert.Multiple(() =>
        {
            Assert.That(ids, Is.EqualTo(new[] { FirstMerge + 6, FirstMerge + 2, FirstMerge + 7 }));
            Assert.That(tokenizer.Decode(ids), Is.EqualTo("hell"));
        });
    }

    private static void Write(TemporaryFolder folder, string name)
    {
        IEnumerable<byte[]> tokens = [.. Enumerable.Range(0, 256).Select(value => new[] { (byte)value }), "he"u8.ToArray(), "ll"u8.ToArray(), "hell"u8.ToArray(), " h"u8.ToArray(), " hell"u8.ToArray()];
        folder.Write(name, string.Concat(tokens.Select((token, rank) => $"{Convert.ToBase64String(token)} {rank}\n")));
    }
}
