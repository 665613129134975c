using CsCheck;
using Eval.Reporting.Pages;
using NUnit.Framework;

namespace Eval.Tests.Reporting.Pages;

public sealed class HtmlEscaperTests
{
    [TestCase("a < b & c > d", "a &lt; b &amp; c &gt; d")]
    [TestCase("\"'`", "&#34;&#39;&#96;")]
    [TestCase("{{ page }}", "&#123;&#123; page &#125;&#125;")]
    [TestCase("abc\u202Efdp.exe", "abc‹U+202E›fdp.exe")]
    [TestCase("a\u2028b\u0000c", "a‹U+2028›b‹U+0000›c")]
    [TestCase("line\nfeed\ttab", "line\nfeed\ttab")]
    [TestCase("中文，标点。🙂", "中文，标点。🙂")]
    public void Text_becomes_html_that_shows_it(string text, string html)
    {
        Assert.That(HtmlEscaper.Escape(text), Is.EqualTo(html));
    }

    [Test]
    public void Half_a_surrogate_pair_never_reaches_the_page()
    {
        Assert.That(HtmlEscaper.Escape("x\uD83D"), Is.EqualTo("x\uFFFD"));
    }

    [Test]
    public void No_text_can_leave_an_attribute_or_an_element()
    {
        Gen.String.Sample(text => HtmlEscaper.Escape(text).AsSpan().IndexOfAny("<>\"'`") < 0);
    }
}
