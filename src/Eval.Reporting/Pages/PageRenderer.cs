using System.Security.Cryptography;
using System.Text;
using Eval.Reporting.Strings;
using Scriban;
using Scriban.Runtime;

namespace Eval.Reporting.Pages;

/// <summary>Renders one self-contained page: styles and scripts inline, allowed by their hash and nothing else.</summary>
internal sealed class PageRenderer(ReportStrings strings)
{
    /// <summary>Renders a template with its view under the name <c>page</c>, the words under <c>t</c>.</summary>
    /// <param name="template">Template file, e.g. <c>leaderboard.html</c>.</param>
    /// <param name="styles">CSS files in order.</param>
    /// <param name="scripts">Script files in order.</param>
    /// <param name="loadsFiles">True where the page's script loads data files beside it.</param>
    /// <param name="page">The view: public properties are reached in snake_case.</param>
    public string Render(string template, IReadOnlyList<string> styles, IReadOnlyList<string> scripts, bool loadsFiles, object page)
    {
        var css = Join(styles);
        var js = Join(scripts);
        var globals = new ScriptObject
        {
            ["page"] = page,
            ["t"] = Words(),
            ["lang"] = strings.Language.Tag,
            ["css"] = new HtmlText(css),
            ["js"] = new HtmlText(js),
            ["csp"] = Policy(css, js, loadsFiles),
        };
        var context = new EscapingContext { TemplateLoader = null };
        globals.Import("partial", (string name, object? item) => Partial(context, name, item));
        context.PushGlobal(globals);
        return TemplateFiles.Parse(template).Render(context);
    }

    private static HtmlText Partial(TemplateContext context, string name, object? item)
    {
        context.PushOutput();
        var scope = new ScriptObject { ["it"] = item };
        context.PushGlobal(scope);
        try
        {
            return new HtmlText(TemplateFiles.Parse(name + ".html").Render(context));
        }
        finally
        {
            context.PopGlobal();
            context.PopOutput();
        }
    }

    private ScriptObject Words()
    {
        var words = new ScriptObject();
        foreach (var (key, text) in strings.All)
        {
            words[key] = text;
        }

        return words;
    }

    private static string Join(IReadOnlyList<string> files) => string.Concat(files.Select(TemplateFiles.Read));

    private static string Policy(string css, string js, bool loadsFiles)
    {
        var files = loadsFiles ? " 'self' file:" : "";
        return $"default-src 'none'; img-src data:; style-src '{Hash(css)}'; script-src '{Hash(js)}'{files}; base-uri 'none'; form-action 'none'";
    }

    private static string Hash(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
