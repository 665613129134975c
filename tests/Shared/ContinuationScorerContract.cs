using Eval.Core.Models;
using Eval.Core.Prompts;
using NUnit.Framework;

namespace Eval.Testing;

/// <summary>What every engine that scores continuations must do. A fixture derives from it and opens the engine.</summary>
public abstract class ContinuationScorerContract
{
    private const string Story = "Once upon a time, there was a little girl named Lily. She loved to play outside in the park. ";

    private static readonly string[] Words = [" a", " the", " Tim", " happy", " little girl."];

    private IModel? _model;

    /// <summary>Largest difference between two ways to the same log-probability.</summary>
    protected virtual double Tolerance => 1e-3;

    /// <summary>Whether the engine keeps what it has read and says what it computed.</summary>
    protected virtual bool KeepsBeginnings => true;

    /// <summary>Whether text to be continued is fitted into the context by us; behind an API the server does it.</summary>
    protected virtual bool FitsGeneration => true;

    /// <summary>Largest difference between a continuation of several tokens and the sum of its parts, which are read in other pieces.</summary>
    protected virtual double PartsTolerance => Tolerance;

    protected IModel Model => _model ?? throw new InvalidOperationException("Not opened.");

    private IContinuationScorer Scorer => (IContinuationScorer)Model;

    /// <summary>An engine that is ready to be asked, with a context of at most 4,096 tokens.</summary>
    protected abstract Task<IModel> OpenAsync();

    [OneTimeSetUp]
    public async Task Open() => _model = await OpenAsync();

    [OneTimeTearDown]
    public async Task Close()
    {
        if (_model is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
    }

    [Test]
    public async Task Log_probabilities_are_finite_not_above_0_and_not_all_alike()
    {
        var scores = await ScoreAsync("The sun was", Words);
        Assert.Multiple(() =>
        {
            Assert.That(scores.Select(score => score.LogProbability), Is.All.LessThanOrEqualTo(0).And.All.GreaterThan(double.NegativeInfinity));
            Assert.That(scores.Select(score => score.LogProbability).Distinct().Count(), Is.GreaterThan(1));
        });
    }

    [Test]
    public async Task Probabilities_of_different_next_tokens_sum_to_at_most_1()
    {
        var scores = await ScoreAsync("The sun was", [.. Enumerable.Range('A', 26).Select(letter => $" {(char)letter}")]);
        Assert.That(scores.Where(score => score.TokenCount == scores[0].TokenCount).Sum(score => Math.Exp(score.LogProbability)), Is.LessThanOrEqualTo(1 + Tolerance));
    }

    [Test]
    public async Task A_cached_beginning_changes_nothing()
    {
        var prefix = $"{Story}{TestContext.CurrentContext.Test.ID} ";
        var cold = await ScoreAsync(prefix + "The cat was", Words);
        await ScoreAsync(prefix + "One day, the dog saw", Words);
        var warm = await ScoreAsync(prefix + "The cat was", Words);
        AssertAlike(warm, cold);
    }

    [Test]
    public async Task A_second_question_evaluates_only_what_the_first_did_not_share()
    {
        if (!KeepsBeginnings)
        {
            Assert.Ignore("This engine keeps no beginnings, or does not tell.");
        }

        var shots = string.Concat(Enumerable.Repeat($"The dog of {TestContext.CurrentContext.Test.ID} ran to the park. ", 8));
        var first = await Scorer.ScoreAsync(Ask(new PromptParts("", [], shots + "The sun was"), Truncation.None), default);
        var second = await Scorer.ScoreAsync(Ask(new PromptParts("", [], shots + "Tim had"), Truncation.None), default);
        Assert.Multiple(() =>
        {
            Assert.That(first.Usage.Evaluated, Is.GreaterThan(first.Usage.Input!.Value * 3 / 4));
            Assert.That(second.Usage.Evaluated, Is.LessThan(second.Usage.Input!.Value / 3));
            Assert.That(second.Usage.Cached, Is.EqualTo(second.Usage.Input - second.Usage.Evaluated));
        });
    }

    [Test]
    public async Task Alone_and_among_others_a_request_gets_the_same_scores()
    {
        string[] contexts = [Story + "The sun was", "Tim had", Story + Story + "They were", "One day, a big dog saw"];
        var alone = new List<IReadOnlyList<ContinuationScore>>();
        foreach (var context in contexts)
        {
            alone.Add(await ScoreAsync(context, Words));
        }

        var together = await Task.WhenAll(Enumerable.Range(0, 3).SelectMany(_ => contexts).Select(context => ScoreAsync(context, Words)));
        for (var i = 0; i < together.Length; i++)
        {
            AssertAlike(together[i], alone[i % contexts.Length]);
        }
    }

    [Test]
    public async Task A_continuation_of_several_tokens_is_the_sum_of_its_parts()
    {
        var whole = (await ScoreAsync("The sun was", [" a little girl."]))[0];
        var first = (await ScoreAsync("The sun was", [" a"]))[0];
        var rest = (await ScoreAsync("The sun was a", [" little girl."]))[0];
        Assert.Multiple(() =>
        {
            Assert.That(first.LogProbability + rest.LogProbability, Is.EqualTo(whole.LogProbability).Within(PartsTolerance));
            Assert.That(first.TokenCount + rest.TokenCount, Is.EqualTo(whole.TokenCount));
        });
    }

    [Test]
    public async Task Greedy_text_is_the_same_every_time_alone_and_among_others()
    {
        var alone = await GenerateAsync("Once upon a time", 24);
        var together = await Task.WhenAll(GenerateAsync("Once upon a time", 24), GenerateAsync(Story, 24), GenerateAsync("Once upon a time", 24));
        Assert.Multiple(() =>
        {
            Assert.That(alone.Text, Is.Not.Empty);
            Assert.That(together[0].Text, Is.EqualTo(alone.Text));
            Assert.That(together[2].Text, Is.EqualTo(alone.Text));
        });
    }

    [Test]
    public async Task A_greedy_continuation_is_marked_so()
    {
        var text = (await GenerateAsync("Once upon a time", 1)).Text!;
        Assume.That(text, Is.Not.Empty.And.Not.Contains('\uFFFD'));
        Assert.That((await ScoreAsync("Once upon a time", [text]))[0].IsGreedy, Is.True);
    }

    [Test]
    public async Task Text_ends_exactly_before_a_stop_string()
    {
        var free = (await GenerateAsync("Once upon a time", 24)).Text!;
        var stop = free.Substring(free.Length / 2, 2);
        Assume.That(stop, Does.Not.Contain('\uFFFD'));
        var stopped = await GenerateAsync("Once upon a time", 24, stop);
        Assert.Multiple(() =>
        {
            Assert.That(stopped.Text, Is.EqualTo(free[..free.IndexOf(stop, StringComparison.Ordinal)]));
            Assert.That(stopped.FinishReason, Is.EqualTo(FinishReason.Stop));
        });
    }

    [Test]
    public async Task A_prompt_over_the_context_is_an_error_that_names_both_numbers()
    {
        RequireKnownContext();
        var exception = await Assert.ThrowsAsync<ContextLengthException>(() => Scorer.ScoreAsync(Ask(new PromptParts("", [], TooLong()), Truncation.None), default));
        AssertNamesBothNumbers(exception!);
    }

    [Test]
    public async Task Text_is_not_continued_over_the_context_either()
    {
        RequireFittedGeneration();
        var exception = await Assert.ThrowsAsync<ContextLengthException>(() => GenerateAsync(TooLong(), 4));
        AssertNamesBothNumbers(exception!);
    }

    [Test]
    public async Task Text_is_continued_behind_what_the_protocols_rule_leaves()
    {
        RequireFittedGeneration();
        var shot = Story + "\n\n";
        var shots = Enumerable.Repeat(shot, (TooLong().Length / shot.Length) + 1).ToList();
        var request = Request(new PromptParts("Stories.\n\n", shots, "The sun was"), 4);
        var cut = await Model.GenerateAsync(request with { Truncation = new Truncation(TruncationRule.CutLeft) }, default);
        var dropped = await Model.GenerateAsync(request with { Truncation = new Truncation(TruncationRule.DropShots) }, default);
        Assert.Multiple(() =>
        {
            Assert.That(cut.Usage.Input, Is.LessThanOrEqualTo(Model.Info.ContextLength!.Value - 4).And.GreaterThan(Model.Info.ContextLength!.Value - 12));
            Assert.That(dropped.Usage.Input, Is.LessThan(Model.Info.ContextLength!.Value).And.GreaterThan(Model.Info.ContextLength!.Value / 2));
        });
    }

    [Test]
    public async Task A_prompt_over_the_context_is_cut_from_the_left_where_the_protocol_cuts_so()
    {
        RequireKnownContext();
        var request = Ask(new PromptParts("", [], TooLong()), new Truncation(TruncationRule.CutLeft));
        var completion = await Scorer.ScoreAsync(request with { Prompt = request.Prompt with { Continuations = [" a"] } }, default);
        Assert.Multiple(() =>
        {
            Assert.That(completion.Usage.Input, Is.LessThanOrEqualTo(Model.Info.ContextLength!.Value).And.GreaterThan(Model.Info.ContextLength!.Value - 8));
            Assert.That(completion.Choices, Has.Count.EqualTo(1));
        });
    }

    [Test]
    public async Task Shots_are_dropped_from_the_end_where_the_protocol_drops_them()
    {
        RequireKnownContext();
        var shot = Story + "\n\n";
        var shots = Enumerable.Repeat(shot, (TooLong().Length / shot.Length) + 1).ToList();
        var completion = await Scorer.ScoreAsync(Ask(new PromptParts("Stories.\n\n", shots, "The sun was"), new Truncation(TruncationRule.DropShots)), default);
        var kept = await ScoreAsync("Stories.\n\n" + string.Concat(shots.Take(KeptShots(completion, shots))) + "The sun was", Words);
        AssertAlike(completion.Choices, kept);
    }

    // The request with as many shots as give the same number of tokens.
    private int KeptShots(Completion completion, List<string> shots)
    {
        for (var kept = shots.Count; kept > 0; kept--)
        {
            try
            {
                var parts = new PromptParts("Stories.\n\n", [.. shots.Take(kept)], "The sun was");
                if (Scorer.ScoreAsync(Ask(parts, Truncation.None), default).GetAwaiter().GetResult().Usage.Input == completion.Usage.Input)
                {
                    return kept;
                }
            }
            catch (ContextLengthException)
            {
                // One shot fewer.
            }
        }

        throw new AssertionException("No number of shots gives the tokens that were asked.");
    }

    // A remote API tells neither its tokens nor its context; there the server itself refuses.
    private void RequireFittedGeneration()
    {
        RequireKnownContext();
        if (!FitsGeneration)
        {
            Assert.Ignore("The server fits text into its context itself.");
        }
    }

    private void RequireKnownContext()
    {
        if (Model.Info.ContextLength is null)
        {
            Assert.Ignore("This engine does not tell its context.");
        }
    }

    private void AssertNamesBothNumbers(ContextLengthException exception) => Assert.Multiple(() =>
    {
        Assert.That(exception.PromptTokens, Is.GreaterThan(exception.Limit).And.GreaterThan(Model.Info.ContextLength!.Value - 8));
        Assert.That(exception.Limit, Is.LessThanOrEqualTo(Model.Info.ContextLength!.Value).And.GreaterThan(Model.Info.ContextLength!.Value - 8));
        Assert.That(exception.Message, Does.Contain($" {exception.PromptTokens} tokens").And.Contain($" {exception.Limit}"));
    });

    private string TooLong() => string.Concat(Enumerable.Repeat(Story, (Model.Info.ContextLength!.Value / 12) + 2));

    private async Task<IReadOnlyList<ContinuationScore>> ScoreAsync(string context, IReadOnlyList<string> continuations) =>
        (await Scorer.ScoreAsync(Ask(new PromptParts("", [], context), Truncation.None) with { Prompt = new Prompt { Parts = new PromptParts("", [], context), Continuations = continuations } }, default)).Choices;

    private Task<Completion> GenerateAsync(string prompt, int maxTokens, params IReadOnlyList<string> stop) =>
        Model.GenerateAsync(Request(new PromptParts("", [], prompt), maxTokens) with { Stop = stop }, default);

    private static ModelRequest Request(PromptParts parts, int maxTokens) => new()
    {
        Prompt = new Prompt { Parts = parts },
        MaxTokens = maxTokens,
        Temperature = 0,
        Metadata = Metadata(),
    };

    private static ContinuationRequest Ask(PromptParts parts, Truncation truncation) => new()
    {
        Prompt = new Prompt { Parts = parts, Continuations = Words },
        Truncation = truncation,
        Metadata = Metadata(),
    };

    private static RequestMetadata Metadata() => new() { Benchmark = "contract", Protocol = "contract", SampleId = "0", Subset = "", Repeat = 0, Question = "" };

    private void AssertAlike(IReadOnlyList<ContinuationScore> scores, IReadOnlyList<ContinuationScore> expected) => Assert.Multiple(() =>
    {
        foreach (var (score, other) in scores.Zip(expected))
        {
            Assert.That(score.LogProbability, Is.EqualTo(other.LogProbability).Within(Tolerance));
            Assert.That(score.TokenCount, Is.EqualTo(other.TokenCount));
            Assert.That(score.IsGreedy, Is.EqualTo(other.IsGreedy));
        }
    });
}
