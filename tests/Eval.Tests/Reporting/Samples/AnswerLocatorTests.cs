using Eval.Reporting.Samples;
using NUnit.Framework;

namespace Eval.Tests.Reporting.Samples;

public sealed class AnswerLocatorTests
{
    [TestCase("It is 42.", "42", "number", "42", 6)]
    [TestCase("A is wrong. The answer is A because A fits.", "A", "answer-phrase", "A", 26)]
    [TestCase("First A, then B, then A.", "A", "first-capital", "A", 6)]
    [TestCase("12 and 120 and 12", "12", "last-number", "12", 15)]
    [TestCase("It costs $1,234.00", "1234", "number", "1,234", 10)]
    [TestCase("所以答案是C。", "C", "phrase", "C", 5)]
    [TestCase("\\boxed{7} and 7 more", "7", "boxed", "7", 7)]
    public void The_answer_is_found_where_its_rule_read_it(string completion, string answer, string rule, string text, int start)
    {
        Assert.That(AnswerLocator.Find(completion, answer, rule), Is.EqualTo((start, text.Length)));
        Assert.That(completion.Substring(start, text.Length), Is.EqualTo(text));
    }

    [TestCase("Apple", "A")]
    [TestCase("1234", "23")]
    [TestCase("", "A")]
    [TestCase("nothing", null)]
    public void What_is_not_there_by_itself_is_not_marked(string completion, string? answer)
    {
        Assert.That(AnswerLocator.Find(completion, answer, "rule"), Is.Null);
    }
}
