using Eval.Sandbox.Judging;
using NUnit.Framework;

namespace Eval.Tests.Sandbox.Judging;

[TestFixture]
internal sealed class RequestRulesTests
{
    [TestCase("W", 0.02, 6.0, true, true, TestName = "A_program_that_slept_is_tried_again_among_others")]
    [TestCase("W", 0.29, 6.0, true, true, TestName = "So_is_one_that_did_next_to_nothing")]
    [TestCase("W", 0.31, 6.0, true, false, TestName = "A_program_that_may_have_been_starved_is_tried_again_alone")]
    [TestCase("W", 1.4, 6.0, true, false, TestName = "So_is_one_that_used_almost_half_its_CPU_time")]
    [TestCase("W", 1.6, 6.0, false, false, TestName = "A_program_that_used_over_half_its_CPU_time_is_not_tried_again")]
    [TestCase("T", 0.01, 6.0, false, false, TestName = "CPU_exhaustion_is_final")]
    [TestCase("F", 0.01, 6.0, false, false, TestName = "A_failure_is_final")]
    public void Retry(string code, double cpu, double wall, bool isTriedAgain, bool hasSlept)
    {
        var reply = new ReplyHeader { Code = code, Cpu = cpu, Wall = wall };

        Assert.That(RequestRules.DeservesAnotherTry(reply, RequestRules.KnownGood), Is.EqualTo(isTriedAgain));
        Assert.That(RequestRules.Slept(reply), Is.EqualTo(hasSlept));
    }

    [Test]
    public void A_pool_that_is_larger_than_the_machine_does_not_share_fairly()
    {
        Assert.That(RequestRules.SharesFairly(Environment.ProcessorCount, 1), Is.True);
        Assert.That(RequestRules.SharesFairly((4 * Environment.ProcessorCount) + 1, 1), Is.False, "less than a quarter of a processor each");
        Assert.That(RequestRules.SharesFairly(1, long.MaxValue), Is.False, "it may swap");
    }

    [TestCase("P", true, new string[0], "P", TestName = "A_verdict_needs_no_second_try")]
    [TestCase("slept", true, new[] { "again" }, "slept", TestName = "What_slept_twice_sleeps")]
    [TestCase("slept", false, new[] { "alone" }, "P", TestName = "In_a_crowded_pool_what_slept_is_tried_alone")]
    [TestCase("starved", true, new[] { "alone" }, "P", TestName = "What_may_have_been_starved_is_tried_alone")]
    [TestCase("slept, then starved", true, new[] { "again", "alone" }, "P", TestName = "What_is_starved_in_its_second_try_gets_a_third_alone")]
    public async Task Second_try(string first, bool isFair, string[] tries, string end)
    {
        var made = new List<string>();
        var reply = await RequestRules.SecondTryAsync(Reply(first), RequestRules.KnownGood, isFair, () => Try("again", first.EndsWith("starved", StringComparison.Ordinal) ? "starved" : "slept"), () => Try("alone", "P"));

        Assert.That(made, Is.EqualTo(tries));
        Assert.That(reply.Header, Is.EqualTo(Reply(end).Header));

        Task<JudgeReply> Try(string how, string gives)
        {
            made.Add(how);
            return Task.FromResult(Reply(gives));
        }
    }

    private static JudgeReply Reply(string kind)
    {
        var header = kind == "P" ? new ReplyHeader { Code = "P" } : new ReplyHeader { Code = "W", Cpu = kind.StartsWith("slept", StringComparison.Ordinal) ? 0.01 : 1, Wall = 6 };
        return new JudgeReply(header, "", "", "");
    }
}
