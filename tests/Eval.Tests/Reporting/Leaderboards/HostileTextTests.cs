using System.Text.RegularExpressions;
using Eval.Reporting.Leaderboards;
using Eval.Reporting.Strings;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.Tests.Reporting.Leaderboards;

public sealed partial class HostileTextTests
{
    private static readonly string[] Attacks =
    [
        "</script><script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' autofocus onfocus=alert(1) '", "{{ page.finding }}{{ 7*7 }}", "\u202Eevil\u2066", "a\u2028b\u2029c",
        "</title></style><svg onload=alert(1)>", "<!--", "]]>", "javascript:alert(1)", "\u0000\u001B[31m",
    ];

    private static readonly string[] Forbidden = ["<script>alert", "\u202E", "\u2028", "\u0000", ">49<"];

    [Test]
    public void No_field_of_a_run_can_add_an_element_an_attribute_or_a_script([Values("en", "zh")] string language)
    {
        var clean = MadeUpRun.Create();
        var options = new ReportOptions { Language = ReportLanguage.Parse(language) };
        var expected = Structure(LeaderboardReport.RenderIndex(clean, options));
        Assert.Multiple(() =>
        {
            foreach (var attack in Attacks)
            {
                var html = LeaderboardReport.RenderIndex(MadeUpRun.Create(text => text + attack), options);
                Assert.That(Structure(html), Is.EqualTo(expected), attack);
                Assert.That(Forbidden.Where(text => html.Contains(text, StringComparison.Ordinal)), Is.Empty, attack);
            }
        });
    }

    /// <summary>Every tag with the names of its attributes, in order.</summary>
    private static List<string> Structure(string html) => [.. Tags().Matches(Scripts().Replace(html, ""))
        .Select(tag => tag.Groups["name"].Value + string.Concat(Attributes().Matches(tag.Value).Select(attribute => attribute.Groups["name"].Value)))
        .OrderBy(tag => tag, StringComparer.Ordinal)];

    [GeneratedRegex("<(script|style)>.*?</(script|style)>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Scripts();

    [GeneratedRegex("<(?<name>[/!a-zA-Z][a-zA-Z0-9]*)(\"[^\"]*\"|[^\">])*>", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Tags();

    [GeneratedRegex(" (?<name>[a-zA-Z-]+)(=\"[^\"]*\")?", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Attributes();
}
