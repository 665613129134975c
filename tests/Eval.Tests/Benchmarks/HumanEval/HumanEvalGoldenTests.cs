using Eval.Core.Prompts;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.Tests.Benchmarks.HumanEval;

public sealed class HumanEvalGoldenTests
{
    [TestCase("raw", "lmeval_humaneval_doc0.txt", "00b2e074e127a6a9d1376278bef732933760ab706057ec755a8c2642217b557a")]
    [TestCase("lm-eval", "lmeval_humaneval_doc0.txt", "00b2e074e127a6a9d1376278bef732933760ab706057ec755a8c2642217b557a")]
    [TestCase("qwen", "lmeval_humaneval_doc0.txt", "00b2e074e127a6a9d1376278bef732933760ab706057ec755a8c2642217b557a")]
    [TestCase("bigcode", "bigcode_humaneval_doc0.txt", "d1e09adbe4cac82706f8b7d30ec516d0eaee57dad2025dbafe10679c2689e697")]
    public void A_raw_prompt_equals_its_golden(string protocol, string golden, string sha256)
    {
        var prompt = Render(protocol);
        Assert.That(prompt.CanonicalText, Is.EqualTo(Golden(golden)));
        Assert.That(prompt.ComputeSha256(), Is.EqualTo(sha256));
    }

    [TestCase("qwen-chat", "qwen7b_chat_humaneval_doc0.txt")]
    [TestCase("simple-evals", "simple_evals_humaneval_doc0.txt")]
    [TestCase("lm-eval-instruct", "lmeval_humaneval_instruct_doc0_user.txt")]
    public void A_chat_prompt_is_one_user_turn_equal_to_its_golden(string protocol, string golden) =>
        Assert.That(Render(protocol).Messages, Is.EqualTo(new[] { new ChatMessage(ChatRole.User, Golden(golden)) }));

    [Test]
    public void The_instruct_protocol_begins_the_assistants_turn() =>
        Assert.That(Render("lm-eval-instruct").AssistantPrefix, Is.EqualTo(Golden("lmeval_humaneval_instruct_doc0_genprefix.txt")));

    [Test]
    public void OpenCompass_asks_to_complete_the_prompt()
    {
        var sample = BenchmarkFixture.Load("humaneval", "test").Samples[0];
        Assert.That(Render("opencompass-gen").Messages[0].Content, Is.EqualTo("Complete the following python code:\n" + sample.Question));
    }

    private static Prompt Render(string protocol)
    {
        var data = BenchmarkFixture.Load("humaneval", "test");
        return BenchmarkFixture.Protocol($"humaneval@{protocol}").Bind(data, sandbox: null).Render(data.Samples[0]);
    }

    private static string Golden(string name) => File.ReadAllText(TestPaths.Shared("golden", name));
}
