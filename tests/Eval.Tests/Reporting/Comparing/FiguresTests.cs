using Eval.Reporting.Comparing;
using NUnit.Framework;

namespace Eval.Tests.Reporting.Comparing;

public sealed class FiguresTests
{
    [TestCase(0.635, "63.5")]
    [TestCase(1, "100.0")]
    [TestCase(-0.0001, "0.0")]
    [TestCase(-0.031, "−3.1")]
    public void Percent_has_one_decimal(double share, string text) => Assert.That(Figures.Percent(share), Is.EqualTo(text));

    [TestCase(0, "0")]
    [TestCase(0.012345, "0.0123")]
    [TestCase(1.2345, "1.23")]
    [TestCase(99.96, "100.0")]
    [TestCase(1234.5, "1,230")]
    [TestCase(0.00000123456, "0.00000123")]
    public void Money_has_three_significant_digits(double amount, string text) => Assert.That(Figures.Significant(amount), Is.EqualTo(text));

    [TestCase(0.85, "850 ms")]
    [TestCase(12.34, "12.3 s")]
    [TestCase(245, "4 min 05 s")]
    [TestCase(7384, "2 h 03 min")]
    public void A_duration_is_written_in_the_units_it_needs(double seconds, string text) =>
        Assert.That(Figures.Duration(TimeSpan.FromSeconds(seconds)), Is.EqualTo(text));
}
