using System.Text.Json;
using Eval.Core.Prompts;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.Tests.Benchmarks.Gsm8k;

public sealed class Gsm8kGoldenTests
{
    [TestCase("lm-eval", 0, "32680f263ba83280e98a8a24ceefed10a722a4cdcd9f4d78e93c45d43143ca66")]
    [TestCase("lm-eval", 1, "e6b9a0195411932e5323ed20ad05e965b08b979103bbb26594a5bdf123d27990")]
    [TestCase("cot", 0, "901fead9abd2535b6d0610c3c90125f38cad81678c4b2b98ec8fb818e3948bde")]
    [TestCase("qwen", 0, "f30b5cb34b8518fd9e6a9853187a37320c9a972ecfe3efbe6de00504632a52aa")]
    public void A_raw_prompt_has_the_digest_of_its_origin(string protocol, int position, string sha256) =>
        Assert.That(Render(protocol, position).ComputeSha256(), Is.EqualTo(sha256));

    [TestCase("lm-eval", 0, "lmeval_gsm8k_5shot_doc0.txt")]
    [TestCase("lm-eval", 1, "lmeval_gsm8k_5shot_doc1.txt")]
    [TestCase("cot", 0, "lmeval_gsm8k_cot_8shot_doc0.txt")]
    [TestCase("qwen", 0, "qwen7b_base_gsm8k_8shot_doc0.txt")]
    public void A_raw_prompt_equals_its_golden(string protocol, int position, string golden) =>
        Assert.That(Render(protocol, position).CanonicalText, Is.EqualTo(File.ReadAllText(TestPaths.Shared("golden", golden))));

    [Test]
    public void The_chat_script_of_Qwen_sends_the_question_alone() =>
        Assert.That(
            Render("qwen-chat", 0).Messages,
            Is.EqualTo(new[] { new ChatMessage(ChatRole.User, File.ReadAllText(TestPaths.Shared("golden", "qwen7b_chat_gsm8k_0shot_doc0.txt"))) }));

    [Test]
    public void OpenCompass_sends_its_examples_as_turns()
    {
        using var golden = JsonDocument.Parse(File.ReadAllText(TestPaths.Shared("golden", "gsm8k@opencompass-gen__0.json")));
        var turns = golden.RootElement.EnumerateArray()
            .Select(turn => (turn.GetProperty("role").GetString(), turn.GetProperty("content").GetString()));
        Assert.That(Render("opencompass-gen", 0).Messages.Select(turn => (CanonicalChat.RoleName(turn.Role), turn.Content)), Is.EqualTo(turns));
    }

    [TestCase("cot", 8)]
    [TestCase("qwen", 8)]
    [TestCase("lm-eval", 5)]
    public void The_shots_stand_apart_from_the_question(string protocol, int shots) =>
        Assert.That(Render(protocol, 3).Parts!.Shots, Has.Count.EqualTo(shots));

    private static Prompt Render(string protocol, int position)
    {
        var data = BenchmarkFixture.Load("gsm8k", "test");
        return BenchmarkFixture.Protocol($"gsm8k@{protocol}").Bind(data, sandbox: null).Render(data.Samples[position]);
    }
}
