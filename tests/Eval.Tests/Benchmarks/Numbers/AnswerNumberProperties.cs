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

    // Zeros in front make the digits too many for the short way.
    [Test]
    public void Few_digits_are_read_as_many_are() =>
        Gen.Long[0, 999_999_999_999_999_999].Sample(number =>
            Rational.FromDigits(number.ToString(CultureInfo.InvariantCulture)) == Rational.FromDigits(number.ToString("D30", CultureInfo.InvariantCulture))
            && Rational.FromDigits(number.ToString(CultureInfo.InvariantCulture)).ToString() == number.ToString(CultureInfo.InvariantCulture));

    [Test]
    public void Every_character_of_mathematics_is_brought_down_to_plain_text_wherever_it_stands()
    {
        for (var code = 0; code <= char.MaxValue; code++)
        {
            var character = (char)code;
            var expected = character switch
            {
                '`' or '\\' or '\r' or '\u200B' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF' => "",
                '\uFF0C' => ", ",
                >= '\uFF01' and <= '\uFF5E' => ((char)(character - 0xFEE0)).ToString(),
                '\u3000' or '\u2014' or '\u00A0' or '\u2007' or '\u2009' or '\u202F' => " ",
                '\u2212' or '\u2013' or '\uFE63' or '\u2011' or '\u2010' => "-",
                '\uFFE5' => "¥",
                _ => character.ToString(),
            };
            Assert.That(MathText.Normalize(character.ToString()), Is.EqualTo(expected), $"U+{code:X4}");
            Assert.That(MathText.Normalize($"`ab{character}"), Is.EqualTo($"ab{expected}"), $"U+{code:X4} after others");
        }
    }
}
