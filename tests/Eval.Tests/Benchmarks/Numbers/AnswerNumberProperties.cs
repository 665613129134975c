using System.Globalization;
using CsCheck;
using Eval.Benchmarks.Numbers;
using NUnit.Framework;

namespace Eval.Tests.Benchmarks.Numbers;

public sealed class AnswerNumberProperties
{
    private static readonly Gen<decimal> Numbers = Gen.Select(Gen.Long[-99_999_999, 99_999_999], Gen.Int[0, 4], (digits, places) => digits / (decimal)Math.Pow(10, places));

    private static readonly string[] Frames =
    [
        "The answer is {0}.", "Therefore, the final answer is ${0}.", "#### {0}", "\\boxed{{{0}}}", "$\\boxed{{\\${0}}}$.", "Answer: {0}", "**Answer:** **{0}**",
        "A: {0}", "答案是{0}。", "So she has 3 + 4 and in the end\nThe answer is **{0}** dollars. (See 2 pages.)", "It costs {0}",
    ];

    [Test]
    public void A_number_is_read_out_of_every_frame_in_every_notation() =>
        Gen.Select(Numbers, Gen.Int[0, Frames.Length - 1], Gen.Bool).Sample((number, frame, groups) =>
        {
            var written = number.ToString(groups ? "#,##0.####" : "0.####", CultureInfo.InvariantCulture);
            var reading = AnswerNumber.Read(string.Format(CultureInfo.InvariantCulture, Frames[frame], written));
            return reading?.Value.ToString() == number.ToString("0.####", CultureInfo.InvariantCulture);
        });

    [Test]
    public void Any_text_is_read_without_an_exception() =>
        Gen.String[Gen.Char["0123456789.,-+$%/*=\\{}()[] \nAansweri:#boxedfracx×答案是不一１．，\u2009"], 0, 60].Sample(text =>
        {
            AnswerNumber.Read(text);
            return true;
        });

    [Test]
    public void A_written_rational_is_read_back_as_itself() =>
        Gen.Select(Gen.Int[0, 100_000], Gen.Int[1, 5000]).Sample((numerator, denominator) =>
        {
            var value = Rational.Create(numerator, denominator);
            return AnswerNumber.ReadKey(value.ToString()) == value;
        });
}
