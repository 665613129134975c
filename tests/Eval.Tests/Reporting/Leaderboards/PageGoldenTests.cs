using System.Text.RegularExpressions;
using Eval.Core.Models;
using Eval.Core.Prompts;
using Eval.Core.Statistics;
using Eval.Reporting.Leaderboards;
using Eval.Reporting.Strings;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.Tests.Reporting.Leaderboards;

/// <summary>The pages' HTML, character by character, without styles and scripts. EVAL_UPDATE_GOLDENS=1 writes them anew: read the difference.</summary>
public sealed partial class PageGoldenTests
{
    private static readonly ProtocolInfo Protocol = new()
    {
        Benchmark = "gsm8k",
        Name = "chat",
        Version = 1,
        Description = "Zero-shot, step by step.",
        Origin = "Eval",
        Needs = ModelAbilities.Chat,
        Shots = 0,
        Stop = ["\n\nQuestion:"],
        MaxTokens = 2048,
        Metrics = ["exact_match", "strict-match"],
        Averaging = Averaging.Micro,
    };

    [Test]
    public void The_first_page_is_as_it_was([Values("en", "zh")] string language)
    {
        var html = LeaderboardReport.RenderIndex(MadeUpRun.Create(), Options(language));
        Compare($"leaderboard.{language}.html", html);
    }

    [Test]
    public async Task A_page_of_samples_is_as_it_was([Values("en", "zh")] string language)
    {
        using var folder = new TemporaryFolder();
        await LeaderboardReport.WriteAsync(MadeUpRun.Create(), folder.Path, Options(language), CancellationToken.None);
        var page = Directory.GetFiles(folder.File("samples"), "gpt-4o-mini*gsm8k*.html").Single();
        Compare($"samples.{language}.html", await File.ReadAllTextAsync(page));
        Compare("samples.js", await File.ReadAllTextAsync(Path.Combine(Path.ChangeExtension(page, null), "0.js")));
    }

    private static ReportOptions Options(string language) => new()
    {
        Language = ReportLanguage.Parse(language),
        Prompt = MadeUpSamples.Prompt,
        Protocol = (benchmark, _) => benchmark == "gsm8k" ? Protocol : null,
        MaxPrompts = 8,
    };

    private static void Compare(string name, string text)
    {
        var bare = Parts().Replace(text, "");
        var path = Path.Combine(TestPaths.Repository, "tests", "Eval.Tests", "Reporting", "Goldens", name);
        if (Environment.GetEnvironmentVariable("EVAL_UPDATE_GOLDENS") == "1")
        {
            File.WriteAllText(path, bare);
        }

        Assert.That(bare, Is.EqualTo(File.ReadAllText(path)), name);
    }

    [GeneratedRegex("<style>.*?</style>|<script>.*?</script>|'?(&#39;)?sha256-[A-Za-z0-9+/=]+(&#39;)?", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Parts();
}
