using System.Buffers;
using Eval.Reporting.Strings;
using NUnit.Framework;

namespace Eval.Tests.Reporting.Strings;

public sealed class ReportStringsTests
{
    private static readonly ReportStrings English = ReportStrings.For(ReportLanguage.English);
    private static readonly ReportStrings Chinese = ReportStrings.For(ReportLanguage.Chinese);

    private static readonly SearchValues<char> HalfWidth = SearchValues.Create(",;?!()");

    [Test]
    public void Both_languages_have_the_same_texts()
    {
        var english = English.All.Keys.Where(key => !key.EndsWith("#one", StringComparison.Ordinal));
        Assert.That(Chinese.All.Keys, Is.EquivalentTo(english));
    }

    [Test]
    public void Both_languages_have_the_same_placeholders()
    {
        Assert.Multiple(() =>
        {
            foreach (var (key, text) in Chinese.All)
            {
                Assert.That(Placeholders(text), Is.EquivalentTo(Placeholders(English[key])), key);
            }
        });
    }

    [Test]
    public void Chinese_text_uses_chinese_punctuation()
    {
        var halfWidth = Chinese.All.Where(entry => entry.Value.Any(character => character is >= '\u4E00' and <= '\u9FFF')
            && entry.Value.AsSpan().IndexOfAny(HalfWidth) >= 0);
        Assert.That(halfWidth.Select(entry => entry.Key), Is.Empty);
    }

    [Test]
    public void A_value_that_looks_like_a_placeholder_is_not_filled_again()
    {
        var text = English.Format("published", ("value", "{value}"));
        Assert.That(text, Is.EqualTo("published {value}"));
    }

    [Test]
    public void One_of_something_is_written_in_the_singular()
    {
        Assert.That(English.Format("questions", ("questions", 1)), Is.EqualTo("1 question"));
        Assert.That(English.Format("questions", ("questions", 14042)), Is.EqualTo("14,042 questions"));
    }

    [TestCase("us_foreign_policy", "US foreign policy")]
    [TestCase("high_school_biology", "High school biology")]
    [TestCase("", "")]
    public void A_subject_is_named_as_people_write_it(string identifier, string name) =>
        Assert.That(English.SubjectOf(identifier), Is.EqualTo(name));

    private static IEnumerable<string> Placeholders(string text) =>
        text.Split('{').Skip(1).Select(part => part.Split('}')[0]);
}
