using Eval.Reporting.Pages;
using NUnit.Framework;
using Scriban;
using Scriban.Runtime;

namespace Eval.Tests.Reporting.Pages;

public sealed class EscapingContextTests
{
    private static string Render(string template, object? value)
    {
        var context = new EscapingContext();
        context.PushGlobal(new ScriptObject { ["value"] = value });
        return Template.Parse(template).Render(context);
    }

    [TestCase("{{ value }}")]
    [TestCase("{{ value | string.strip }}")]
    [TestCase("{{ 'x' + value }}")]
    [TestCase("{{ [value] | array.join ' ' }}")]
    [TestCase("{{ for item in [value] }}{{ item }}{{ end }}")]
    [TestCase("{{ value ?? 'none' }}")]
    [TestCase("{{ capture x }}{{ value }}{{ end }}{{ x }}")]
    public void A_value_is_escaped_however_a_template_writes_it(string template)
    {
        Assert.That(Render(template, "<script>alert('1')</script>"), Does.Not.Contain("<").And.Contains("script"));
    }

    [Test]
    public void Only_trusted_text_is_written_as_it_stands()
    {
        Assert.That(Render("{{ value }}", new HtmlText("<b>ours</b>")), Is.EqualTo("<b>ours</b>"));
    }

    [Test]
    public void The_template_itself_is_not_escaped()
    {
        Assert.That(Render("<p title=\"{{ value }}\">", "\" onclick=\"x"), Is.EqualTo("<p title=\"&#34; onclick=&#34;x\">"));
    }

    [Test]
    public void An_unknown_variable_is_an_error_and_not_an_empty_cell()
    {
        Assert.That(() => Render("{{ missing }}", null), Throws.InstanceOf<Scriban.Syntax.ScriptRuntimeException>());
    }
}
