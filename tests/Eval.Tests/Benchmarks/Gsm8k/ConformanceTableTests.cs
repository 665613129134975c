using Eval.Core.Models;
using NUnit.Framework;

namespace Eval.Tests.Benchmarks.Gsm8k;

/// <summary>1,319 real keys written in eleven styles, read by every extractor: the counts were measured with the original Python code.</summary>
public sealed class ConformanceTableTests
{
    private static readonly Dictionary<string, int[]> Expected = new()
    {
        //                lm-eval, cot, flexible, qwen, qwen-chat, opencompass
        ["hashes"] = [1319, 0, 1319, 1303, 1319, 1305],
        ["answer is"] = [0, 1319, 1319, 1317, 1319, 1319],
        ["no final dot"] = [0, 0, 1319, 1317, 1319, 1319],
        ["thousands"] = [0, 1319, 1319, 1186, 1319, 1188],
        ["dollars"] = [0, 0, 1319, 1186, 1319, 1188],
        ["cents"] = [0, 0, 0, 0, 1319, 1319],
        ["bold"] = [0, 0, 1319, 1317, 1319, 1319],
        ["boxed"] = [0, 0, 0, 1317, 1319, 1319],
        ["three dots"] = [0, 0, 0, 1317, 1319, 1319],
        ["apples"] = [0, 1319, 1319, 1317, 1319, 1319],
        ["checked"] = [0, 1319, 37, 37, 37, 37],
    };

    [Test]
    public async Task The_faithful_extractors_read_as_many_as_their_origin([ValueSource(nameof(StyleNames))] string style)
    {
        var lmEval = await CountAsync("lm-eval", style);
        var cot = await CountAsync("cot", style);
        var qwen = await CountAsync("qwen", style);
        var qwenChat = await CountAsync("qwen-chat", style);
        var openCompass = await CountAsync("opencompass-gen", style);
        Assert.That(
            new[] { lmEval.Headline, cot.Headline, cot.Flexible, qwen.Headline, qwenChat.Headline, openCompass.Headline },
            Is.EqualTo(Expected[style]));
    }

    [Test]
    public async Task The_robust_cascade_reads_every_key([ValueSource(nameof(StyleNames))] string style) =>
        Assert.That((await CountAsync("chat", style)).Headline, Is.EqualTo(1319));

    private static IEnumerable<string> StyleNames() => AnswerStyles.All.Select(style => style.Name);

    private async Task<(int Headline, int Flexible)> CountAsync(string protocol, string style)
    {
        var data = BenchmarkFixture.Load("gsm8k", "test");
        var bound = BenchmarkFixture.Protocol($"gsm8k@{protocol}").Bind(data, sandbox: null);
        var render = AnswerStyles.All.Single(s => s.Name == style).Render;
        var headline = 0;
        var flexible = 0;
        foreach (var sample in data.Samples)
        {
            var completion = new Completion { Text = render(sample.Target!), FinishReason = FinishReason.Stop };
            var score = await bound.Scorer.ScoreAsync(sample, completion, CancellationToken.None);
            headline += score.Value == 1 ? 1 : 0;
            flexible += score.Alternatives.TryGetValue("flexible-extract", out var reading) && reading.Value == 1 ? 1 : 0;
        }

        return (headline, flexible);
    }
}
