using Eval.Core.Scoring;
using Eval.Sandbox.Judging;
using NUnit.Framework;

namespace Eval.Tests.Sandbox.Judging;

[TestFixture]
internal sealed class VerdictsTests
{
    [TestCase("P", SandboxVerdict.Passed, null)]
    [TestCase("F", SandboxVerdict.Failed, "said")]
    [TestCase("M", SandboxVerdict.MemoryExceeded, "said")]
    [TestCase("T", SandboxVerdict.CpuTimeout, "used its 3 s of CPU time")]
    [TestCase("W", SandboxVerdict.WallTimeout, "took longer than 6 s, with 1.2 s of CPU time used")]
    [TestCase("O", SandboxVerdict.OutputExceeded, "wrote more than 64 MB")]
    [TestCase("G", SandboxVerdict.Crashed, "said")]
    [TestCase("X", SandboxVerdict.Crashed, "said")]
    public void Every_letter_has_its_verdict_and_message(string letter, SandboxVerdict verdict, string? message)
    {
        var result = Verdicts.Read(Reply(letter, "said"), RequestRules.KnownGood, 1);

        Assert.That((result.Verdict, result.Message), Is.EqualTo((verdict, message)));
    }

    [Test]
    public void An_unknown_letter_is_no_verdict() =>
        Assert.That(() => Verdicts.Read(Reply("?", ""), RequestRules.KnownGood, 1), Throws.InstanceOf<InvalidDataException>());

    [Test]
    public void Control_characters_never_reach_a_terminal() =>
        Assert.That(Verdicts.Read(Reply("F", "a\e[2Jb\r\n\t"), RequestRules.KnownGood, 1).Message, Is.EqualTo("a\uFFFD[2Jb\uFFFD\n\t"));

    [TestCase("W", 1.4, true)]
    [TestCase("W", 1.5, false)]
    [TestCase("T", 0.1, false)]
    [TestCase("F", 0.1, false)]
    public void Only_a_wall_timeout_with_under_half_the_CPU_time_deserves_another_try(string letter, double cpu, bool expected) =>
        Assert.That(RequestRules.DeservesAnotherTry(new ReplyHeader { Code = letter, Cpu = cpu }, RequestRules.KnownGood), Is.EqualTo(expected));

    [Test]
    public void Another_language_is_the_callers_mistake() =>
        Assert.That(() => RequestRules.Check(RequestRules.KnownGood with { Language = "cobol" }), Throws.ArgumentException);

    private static JudgeReply Reply(string letter, string message) => new(new ReplyHeader { Code = letter, Cpu = 1.2, Ok = true }, message, "", "");
}
