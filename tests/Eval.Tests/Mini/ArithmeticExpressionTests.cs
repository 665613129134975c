using NUnit.Framework;

namespace Eval.Tests.Mini;

internal sealed class ArithmeticExpressionTests
{
    [TestCase("2+3*4", 14)]
    [TestCase("(2+3)*4", 20)]
    [TestCase("20-3-2", 15)]
    [TestCase("24/4/2", 3)]
    [TestCase("-2^2", -4)]
    [TestCase("2^-1", 0.5)]
    [TestCase("3*-2", -6)]
    [TestCase("max(1,5,2)-min(4,3)", 2)]
    [TestCase("lcm(4,6)+gcd(84,126)", 54)]
    [TestCase("comb(5,2)/fact(3)*6", 10)]
    [TestCase("mod(17,5)+floor(1.9)+ceil(1.1)+abs(-3)", 8)]
    [TestCase("round(70/1.75^2*10)/10", 22.9)]
    [TestCase("sqrt(196)", 14)]
    public void Operators_and_functions_bind_as_the_grammar_says(string expression, double expected) =>
        Assert.That(ArithmeticExpression.Evaluate(expression), Is.EqualTo((decimal)expected).Within(1e-12m));

    [TestCase("")]
    [TestCase("2+")]
    [TestCase("(2")]
    [TestCase("2 3")]
    [TestCase("sin(1)")]
    [TestCase("round(2.5)")]
    [TestCase("1,000")]
    public void What_is_not_in_the_grammar_is_refused(string expression) =>
        Assert.That(() => ArithmeticExpression.Evaluate(expression), Throws.TypeOf<FormatException>());
}
