using Eval.Core.Models;
using Eval.Hosting.Planning;
using NUnit.Framework;

namespace Eval.Tests.Hosting.Planning;

public sealed class ProtocolChooserTests
{
    private static readonly ModelInfo Open = Model("open", ModelAbilities.Continuations | ModelAbilities.Chat);
    private static readonly ModelInfo Closed = Model("closed", ModelAbilities.Chat);
    private static readonly ModelInfo Mute = Model("mute", ModelAbilities.None);

    private readonly FakeBenchmark _benchmark = new("mmlu", FakeBenchmark.Subjects(("physics", 1)));
    private readonly List<Problem> _problems = [];
    private readonly List<string> _notices = [];

    [Test]
    public void A_bare_name_means_the_preferred_protocol_when_every_model_serves_it()
    {
        Assert.That(Choose("mmlu", Open), Is.EqualTo(new[] { "open:lm-eval" }));
        Assert.That(_notices, Is.Empty);
    }

    [Test]
    public void Open_and_closed_models_share_a_column_and_the_reader_is_told()
    {
        Assert.That(Choose("mmlu", Open, Closed), Is.EqualTo(new[] { "open:chat", "closed:chat" }));
        Assert.That(_notices, Has.Count.EqualTo(1));
        Assert.That(_notices[0], Does.Contain("closed cannot serve mmlu@lm-eval"));
    }

    [Test]
    public void Best_gives_each_model_its_own() =>
        Assert.That(Choose("mmlu@best", Open, Closed), Is.EqualTo(new[] { "open:lm-eval", "closed:chat" }));

    [Test]
    public void A_named_protocol_that_a_model_lacks_is_refused_with_a_way_out()
    {
        Choose("mmlu@lm-eval", Open, Closed);
        Assert.That(_problems.Select(problem => problem.ToString()), Is.EqualTo(new[]
        {
            "Cannot score mmlu@lm-eval with closed: it gives no log-probabilities for given continuations. Use mmlu@chat, or mmlu without a protocol.",
        }));
    }

    [Test]
    public void A_model_whose_log_probabilities_are_not_used_says_why()
    {
        var doubted = Open.WithoutContinuations("a log-probability changed by 0.006; use kv=f32");
        Choose("mmlu@lm-eval", doubted);
        Assert.That(Choose("mmlu", doubted), Is.EqualTo(new[] { "open:chat" }));
        Assert.Multiple(() =>
        {
            Assert.That(_problems.Select(problem => problem.ToString()), Is.EqualTo(new[]
            {
                "Cannot score mmlu@lm-eval with open: a log-probability changed by 0.006; use kv=f32. Use mmlu@chat, or mmlu without a protocol.",
            }));
            Assert.That(_notices, Has.One.Contains("open cannot serve mmlu@lm-eval").And.One.Contains("not asked for log-likelihoods: a log-probability changed by 0.006"));
        });
    }

    [Test]
    public void A_model_that_serves_nothing_is_refused()
    {
        Choose("mmlu", Open, Mute);
        Assert.That(_problems, Has.Count.EqualTo(1));
        Assert.That(_problems[0].What, Does.Contain("mute can serve none"));
    }

    [Test]
    public void An_unknown_protocol_is_refused_with_the_known_ones()
    {
        Choose("mmlu@fancy", Open);
        Assert.That(_problems.Select(problem => problem.ToString()), Is.EqualTo(new[] { "-b mmlu@fancy: mmlu has no protocol \"fancy\". Known: lm-eval, chat." }));
    }

    [SetUp]
    public void Clear()
    {
        _problems.Clear();
        _notices.Clear();
    }

    private IEnumerable<string> Choose(string spec, params ModelInfo[] models) =>
        [.. ProtocolChooser.Choose(_benchmark, BenchmarkSpec.Parse(spec), models, _problems, _notices).Select(choice => $"{choice.Model.Name}:{choice.Protocol.Info.Name}")];

    private static ModelInfo Model(string name, ModelAbilities abilities) => new()
    {
        Name = name,
        Provider = "fake",
        ModelId = name,
        Abilities = abilities,
        Fingerprint = name,
    };
}
