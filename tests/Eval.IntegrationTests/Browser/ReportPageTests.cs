using Eval.Reporting.Leaderboards;
using Eval.Reporting.Strings;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.IntegrationTests.Browser;

/// <summary>The report as a browser shows it, opened from disk.</summary>
[CancelAfter(300_000)]
public sealed class ReportPageTests
{
    private const string Attack = "</script><img src=x onerror=\"window.broken=1\">{{7*7}}\u202E";

    private TemporaryFolder _folder = null!;
    private ChromiumBrowser _browser = null!;

    [OneTimeSetUp]
    public async Task Write_reports_and_start_a_browser()
    {
        _browser = await ChromiumBrowser.StartAsync(CancellationToken.None);
        _folder = new TemporaryFolder();
        foreach (var language in new[] { "en", "zh" })
        {
            await WriteAsync(language, language, null);
        }

        await WriteAsync("hostile", "en", text => text + Attack);
    }

    [OneTimeTearDown]
    public async Task End_the_browser()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _folder?.Dispose();
    }

    [Test]
    public async Task The_page_loads_without_an_error_and_without_any_request(
        [Values("en", "zh", "hostile")] string report, CancellationToken cancellationToken)
    {
        await using var page = await _browser.OpenAsync(Index(report), 1400, cancellationToken);
        await page.KeepPictureAsync(report, cancellationToken);
        Assert.That(page.Problems, Is.Empty);
        Assert.That(page.Requests.Where(address => !address.EndsWith("index.html", StringComparison.Ordinal) && !address.StartsWith("data:", StringComparison.Ordinal) && address != "about:blank"), Is.Empty);
        Assert.That((await page.EvaluateAsync("window.broken === undefined", cancellationToken)).GetBoolean(), Is.True);
    }

    [Test]
    public async Task Nothing_is_wider_than_the_screen(
        [Values("en", "zh")] string report, [Values(320, 768, 1400)] int width, CancellationToken cancellationToken)
    {
        await using var page = await _browser.OpenAsync(Index(report), width, cancellationToken);
        await page.KeepPictureAsync($"{report}-{width}", cancellationToken);
        var over = await page.EvaluateAsync("document.documentElement.scrollWidth - document.documentElement.clientWidth", cancellationToken);
        Assert.That(over.GetInt32(), Is.LessThanOrEqualTo(0));
        await page.GoAsync(new Uri(Samples(report, "gsm8k")).AbsoluteUri, cancellationToken);
        await page.WaitForAsync("document.querySelector('#sample h2') !== null", cancellationToken);
        await page.KeepPictureAsync($"{report}-samples-{width}", cancellationToken);
        over = await page.EvaluateAsync("document.documentElement.scrollWidth - document.documentElement.clientWidth", cancellationToken);
        Assert.That(over.GetInt32(), Is.LessThanOrEqualTo(0));
    }

    [Test]
    public async Task The_theme_switch_changes_the_page_and_is_remembered(CancellationToken cancellationToken)
    {
        await using var page = await _browser.OpenAsync(Index("en"), 1400, cancellationToken);
        const string Background = "getComputedStyle(document.body).backgroundColor";
        Assert.That((await page.EvaluateAsync(Background, cancellationToken)).GetString(), Is.EqualTo("rgb(255, 255, 255)"));
        await page.EvaluateAsync("document.querySelector('.theme').click(); document.querySelector('.theme').click()", cancellationToken);
        Assert.That((await page.EvaluateAsync(Background, cancellationToken)).GetString(), Is.EqualTo("rgb(17, 20, 23)"));
        await page.GoAsync(new Uri(Index("en")).AbsoluteUri + "?again", cancellationToken);
        Assert.That((await page.EvaluateAsync("document.documentElement.dataset.theme", cancellationToken)).GetString(), Is.EqualTo("dark"));
        await page.EvaluateAsync("localStorage.clear()", cancellationToken);
    }

    [Test]
    public async Task Every_text_has_a_contrast_of_at_least_four_and_a_half(
        [Values("light", "dark")] string scheme, [Values("index", "samples")] string kind, CancellationToken cancellationToken)
    {
        await using var page = await _browser.OpenAsync(kind == "index" ? Index("en") : Samples("en", "humaneval"), 1400, cancellationToken);
        await page.EmulateAsync("screen", scheme, cancellationToken);
        if (kind == "samples")
        {
            await page.WaitForAsync("document.querySelector('#sample h2') !== null", cancellationToken);
        }

        await page.KeepPictureAsync($"{kind}-{scheme}", cancellationToken);
        var low = await page.EvaluateAsync(ContrastScript.Text, cancellationToken);
        Assert.That(low.EnumerateArray().Select(entry => entry.GetString()), Is.Empty);
    }

    [Test]
    public async Task Samples_are_read_with_the_keyboard(CancellationToken cancellationToken)
    {
        await using var page = await _browser.OpenAsync(Samples("en", "gsm8k"), 1400, cancellationToken);
        const string Heading = "document.querySelector('#sample h2')?.textContent";
        await page.WaitForAsync($"{Heading} === '0'", cancellationToken);
        await page.PressAsync("j", cancellationToken);
        await page.PressAsync("j", cancellationToken);
        await page.WaitForAsync($"{Heading} === '2'", cancellationToken);
        await page.PressAsync("k", cancellationToken);
        await page.WaitForAsync($"{Heading} === '1'", cancellationToken);
        Assert.That((await page.EvaluateAsync("document.querySelector('#sample pre').textContent.includes('·')", cancellationToken)).GetBoolean(), Is.False);
        await page.PressAsync("w", cancellationToken);
        await page.WaitForAsync("document.querySelector('#sample pre').textContent.includes('is·6')", cancellationToken);
        Assert.That((await page.EvaluateAsync("document.querySelector('#sample mark').textContent", cancellationToken)).GetString(), Is.AnyOf("42", "1,040"));
        Assert.That(page.Problems, Is.Empty);
    }

    [Test]
    public async Task A_filter_shows_only_what_it_names(CancellationToken cancellationToken)
    {
        await using var page = await _browser.OpenAsync(Samples("en", "mmlu"), 1400, cancellationToken);
        await page.WaitForAsync("document.querySelector('#sample h2') !== null", cancellationToken);
        await page.EvaluateAsync("(() => { const f = document.getElementById('filter'); f.value = 'e'; f.dispatchEvent(new Event('change')); })()", cancellationToken);
        await page.WaitForAsync("document.querySelector('#sample .error')?.textContent.startsWith('429')", cancellationToken);
        var icons = await page.EvaluateAsync("[...new Set([...document.querySelectorAll('#list .icon')].map(i => i.textContent))].join('')", cancellationToken);
        Assert.That(icons.GetString(), Is.EqualTo("!"));
    }

    [Test]
    public async Task Hostile_answers_are_shown_and_do_nothing(CancellationToken cancellationToken)
    {
        await using var page = await _browser.OpenAsync(Samples("hostile", "humaneval"), 1400, cancellationToken);
        await page.WaitForAsync("document.querySelector('#sample h2') !== null", cancellationToken);
        var text = await page.EvaluateAsync("document.getElementById('sample').textContent", cancellationToken);
        Assert.That(text.GetString(), Does.Contain("</script><img src=x").And.Contain("‹U+202E›"));
        Assert.That((await page.EvaluateAsync("document.querySelector('#sample img') === null && window.broken === undefined", cancellationToken)).GetBoolean(), Is.True);
        Assert.That(page.Problems, Is.Empty);
    }

    [Test]
    public async Task Models_are_sorted_by_the_column_that_is_clicked(CancellationToken cancellationToken)
    {
        await using var page = await _browser.OpenAsync(Index("en"), 1400, cancellationToken);
        await page.EvaluateAsync("document.querySelectorAll('.board .sort')[1].click()", cancellationToken);
        var models = await page.EvaluateAsync("[...document.querySelectorAll('.board .model')].map(m => m.textContent.trim()).join()", cancellationToken);
        Assert.That(models.GetString(), Is.EqualTo("gpt-4.1,Qwen-14B-Chat,gpt-4o-mini,Qwen-7B-Chat,Llama-2-13B-chat,baseline:random"));
    }

    private async Task WriteAsync(string name, string language, Func<string, string>? text) => await LeaderboardReport.WriteAsync(
        MadeUpRun.Create(text),
        _folder.File(name),
        new ReportOptions { Language = ReportLanguage.Parse(language), Prompt = record => MadeUpSamples.Prompt(record) + (text is null ? "" : Attack) },
        CancellationToken.None);

    private string Index(string report) => _folder.File(report, "index.html");

    private string Samples(string report, string benchmark) =>
        Directory.GetFiles(_folder.File(report, "samples"), $"qwen-7b*{benchmark}*.html").Single();
}
