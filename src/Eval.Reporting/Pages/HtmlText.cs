namespace Eval.Reporting.Pages;

/// <summary>Text that is HTML, CSS or script already and is written as it stands. Made from files of ours only, never from data.</summary>
internal sealed class HtmlText(string html)
{
    public string Html { get; } = html;

    public override string ToString() => Html;
}
