using Eval.Models.LlamaServer;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.Tests.Models.LlamaServer;

public sealed class GgufMetadataTests
{
    private const string ChatMl = "{%- for message in messages -%}{{ message.content }}{%- endfor -%}";

    [TestCase(2u)]
    [TestCase(3u)]
    public void A_template_behind_a_vocabulary_is_found(uint version) =>
        Assert.That(Ask(GgufTestFile.Head(version, ("general.name", "x"), (GgufMetadata.ChatTemplateKey, ChatMl))), Is.True);

    [Test]
    public void A_token_of_the_same_name_is_no_template() =>
        Assert.That(Ask(GgufTestFile.Head(3, ("tokenizer.chat_template.tool_use", ChatMl))), Is.False);

    [Test]
    public void An_empty_template_is_none() =>
        Assert.That(Ask(GgufTestFile.Head(3, (GgufMetadata.ChatTemplateKey, ""))), Is.False);

    [TestCase(1u)]
    [TestCase(50_331_648u, Description = "version 3 in the other byte order")]
    public void An_unknown_version_is_not_judged(uint version) =>
        Assert.That(Ask(GgufTestFile.Head(version, (GgufMetadata.ChatTemplateKey, ChatMl))), Is.Null);

    [Test]
    public void A_head_cut_anywhere_is_not_judged()
    {
        var whole = GgufTestFile.Head(3, (GgufMetadata.ChatTemplateKey, ChatMl));
        Assert.That(Enumerable.Range(0, whole.Length).Where(length => Ask(whole[..length]) is not null), Is.Empty);
    }

    [Test]
    public void Absurd_lengths_are_not_judged()
    {
        var head = GgufTestFile.Head(3);
        for (var place = 24; place + 8 <= head.Length; place++)
        {
            var broken = (byte[])head.Clone();
            broken.AsSpan(place, 8).Fill(0xFF);
            Assert.That(Ask(broken), Is.Not.True);
        }
    }

    [Test]
    public void The_story_model_has_none() => Assert.That(GgufMetadata.HasChatTemplate(ExpectedScores.GgufFile), Is.False);

    private static bool? Ask(byte[] content)
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("model.gguf");
        File.WriteAllBytes(file, content);
        return GgufMetadata.HasChatTemplate(file);
    }
}
