using Eval.Core.Results;
using NUnit.Framework;

namespace Eval.Tests.Core.Results;

public sealed class SampleFileNameTests
{
    [TestCase("openai:gpt-4o", "^openai-gpt-4o-[0-9a-f]{6}__mmlu@lm-eval.jsonl$")]
    [TestCase("gguf:C:\\models\\Qwen 7B.gguf", "^gguf-c-models-qwen-7b.gguf-[0-9a-f]{6}__mmlu@lm-eval.jsonl$")]
    [TestCase("../../etc/passwd", "^etc-passwd-[0-9a-f]{6}__mmlu@lm-eval.jsonl$")]
    [TestCase("通义千问", "^model-[0-9a-f]{6}__mmlu@lm-eval.jsonl$")]
    public void A_name_is_safe_on_every_file_system(string model, string pattern) =>
        Assert.That(SampleFileName.For(model, "mmlu", "lm-eval"), Does.Match(pattern));

    [Test]
    public void Models_with_equal_slugs_have_files_of_their_own() =>
        Assert.That(SampleFileName.For("A b", "mmlu", "chat"), Is.Not.EqualTo(SampleFileName.For("a-b", "mmlu", "chat")));

    [Test]
    public void A_long_name_is_shortened() =>
        Assert.That(SampleFileName.For(new string('x', 500), "mmlu", "chat"), Has.Length.LessThan(100));

    [Test]
    public void A_shard_goes_before_the_extension() =>
        Assert.That(SampleFileName.WithShard("m-123456__mmlu@chat.jsonl", ".shard-1-of-4"), Is.EqualTo("m-123456__mmlu@chat.shard-1-of-4.jsonl"));
}
