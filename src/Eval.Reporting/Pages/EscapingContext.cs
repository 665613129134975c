using Scriban;
using Scriban.Parsing;

namespace Eval.Reporting.Pages;

/// <summary>A template context in which every written value is escaped unless it is <see cref="HtmlText"/>: a template cannot forget to.</summary>
internal sealed class EscapingContext : TemplateContext
{
    public EscapingContext()
    {
        StrictVariables = true;
        LoopLimit = 0;
        LimitToString = 0;
        RecursiveLimit = 32;
    }

    public override TemplateContext Write(SourceSpan span, object? textAsObject) => textAsObject switch
    {
        null => this,
        HtmlText trusted => Write(trusted.Html),
        _ => Write(HtmlEscaper.Escape(ObjectToString(textAsObject) ?? "")),
    };

    /// <summary>Templates are rendered synchronously only, so that there is one escaping path.</summary>
    public override ValueTask<TemplateContext> WriteAsync(SourceSpan span, object? textAsObject) =>
        throw new NotSupportedException("Pages are rendered synchronously.");
}
