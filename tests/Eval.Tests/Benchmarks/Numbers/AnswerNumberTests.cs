using Eval.Benchmarks.Numbers;
using NUnit.Framework;

namespace Eval.Tests.Benchmarks.Numbers;

public sealed class AnswerNumberTests
{
    [TestCase(@"So \boxed{18}.", "18", "boxed")]
    [TestCase(@"\boxed{3} at first, but finally \boxed{\$1{,}234.50}", "1234.5", "boxed")]
    [TestCase(@"\[ \boxed{\text{Total} = 9 \times 2 = 18 \text{ dollars}} \]", "18", "boxed")]
    [TestCase(@"$\boxed{-\frac{1}{2}}$", "-0.5", "boxed")]
    [TestCase(@"\boxed{2\frac{1}{2}}", "2.5", "boxed")]
    [TestCase(@"\boxed{1\,234\text{ m}}", "1234", "boxed")]
    [TestCase(@"The answer is 7, so \boxed{}", "7", "answer-phrase")]
    [TestCase("work <<2*9=18>>18\n#### 18", "18", "hashes")]
    [TestCase("#### $1,080.00", "1080", "hashes")]
    [TestCase("#### -10", "-10", "hashes")]
    [TestCase("#### 18 dollars per day.", "18", "hashes")]
    [TestCase("#### **18**\n\nHope this helps!", "18", "hashes")]
    [TestCase("##### 18", "18", "last-number")]
    [TestCase("a########18 b\n#### 7", "7", "hashes")]
    [TestCase("#### 5\n####\n", "5", "hashes")]
    [TestCase("#### 1. Count the eggs\nThere are 16.\n#### 2. Sell them: 9 * 2 = 18", "18", "last-number")]
    [TestCase("The answer is 18.", "18", "answer-phrase")]
    [TestCase("The answer is 5. No wait, the answer is 18", "18", "answer-phrase")]
    [TestCase("The final answer is: $18 (she keeps 7 eggs)", "18", "answer-phrase")]
    [TestCase("The answer to the problem is therefore **18 eggs**, not 20.", "18", "answer-phrase")]
    [TestCase("The answer is 9 * 2 = 18. (2 ways)", "18", "answer-phrase")]
    [TestCase("The answer is 9 eggs × $2 = $18 a day, up from 4.", "18", "answer-phrase")]
    [TestCase("The answer is not 20.\nShe makes 18", "18", "last-number")]
    [TestCase("The answer isn't 20 but I make it 18", "18", "last-number")]
    [TestCase("**Final Answer:**\n\n$18$", "18", "answer-phrase")]
    [TestCase("### Final answer\n18 dollars", "18", "last-number")]
    [TestCase("Answer: 18\nThat is 2 per egg for 9 eggs.", "18", "answer-phrase")]
    [TestCase("Answer (in dollars): 18", "18", "answer-phrase")]
    [TestCase("ANSWER: $18.00", "18", "answer-phrase")]
    [TestCase("Answer: She makes 18 dollars", "18", "answer-phrase")]
    [TestCase("Answer: Janet sells 16 - 3 - 4 = 9 eggs.\nShe makes 9 * 2 = 18", "18", "last-number")]
    [TestCase("Q: How much?\nA: 18", "18", "answer-phrase")]
    [TestCase("There are 3 ducks.\nA: $18 every day.", "18", "answer-phrase")]
    [TestCase("A: There are 16 eggs and 9 are left. 9 * 2 is 18", "18", "last-number")]
    [TestCase("所以答案是18元。", "18", "answer-phrase")]
    [TestCase("最终答案为：１，２３４", "1", "answer-phrase")]
    [TestCase("答案：1,234。", "1234", "answer-phrase")]
    [TestCase("答案不是20，一共卖了18", "18", "last-number")]
    [TestCase("答：她每天赚18美元，卖9个", "18", "answer-phrase")]
    [TestCase("一共１８个", "18", "last-number")]
    [TestCase("共1.5万元", "15000", "last-number")]
    [TestCase("The answer is −10.", "-10", "answer-phrase")]
    [TestCase("The answer is -$10.", "-10", "answer-phrase")]
    [TestCase("The answer is $-10.", "-10", "answer-phrase")]
    [TestCase("The answer is 1/2.", "0.5", "answer-phrase")]
    [TestCase("The answer is 1/3 of it", "1/3", "answer-phrase")]
    [TestCase("The answer is 2 1/2 hours", "2.5", "answer-phrase")]
    [TestCase("The answer is 50%.", "50", "answer-phrase")]
    [TestCase("The answer is 1.5 million.", "1500000", "answer-phrase")]
    [TestCase("The answer is 1.5e3", "1500", "answer-phrase")]
    [TestCase(@"The answer is $1.5 \times 10^{3}$.", "1500", "answer-phrase")]
    [TestCase("The answer is 18...", "18", "answer-phrase")]
    [TestCase("The answer is 18!", "18", "answer-phrase")]
    [TestCase("the answer is `18`", "18", "answer-phrase")]
    [TestCase("She makes 9 * 2 = $18.", "18", "last-number")]
    [TestCase("20-2", "2", "last-number")]
    [TestCase("He drank CO2 and 7", "7", "last-number")]
    [TestCase("007", "7", "last-number")]
    [TestCase(".5", "0.5", "last-number")]
    public void The_answer_is_read_and_the_rule_is_named(string text, string value, string rule)
    {
        var reading = AnswerNumber.Read(text);
        Assert.That((reading?.Value.ToString(), reading?.Rule), Is.EqualTo((value, rule)));
    }

    [TestCase("")]
    [TestCase("I cannot say.")]
    [TestCase(@"\boxed{\text{none}}")]
    [TestCase("x2 and H2O")]
    public void Text_without_a_number_gives_nothing(string text) => Assert.That(AnswerNumber.Read(text), Is.Null);

    [Test]
    public void Huge_and_hostile_texts_are_read_in_linear_time()
    {
        string[] texts =
        [
            new string('9', 200_000),
            string.Concat(Enumerable.Repeat("answer is not ", 20_000)),
            string.Concat(Enumerable.Repeat(@"\boxed{", 20_000)),
            string.Concat(Enumerable.Repeat("#### 1 a ", 20_000)),
            string.Concat(Enumerable.Repeat(@"\frac{", 50_000)),
            string.Concat(Enumerable.Repeat("A: 1 ", 50_000)),
            string.Concat(Enumerable.Repeat("answer: ", 50_000)),
            new string(' ', 200_000) + "-" + new string('$', 200_000),
        ];
        foreach (var text in texts)
        {
            var watch = System.Diagnostics.Stopwatch.StartNew();
            AnswerNumber.Read(text);
            Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(5)), text[..20]);
        }
    }
}
