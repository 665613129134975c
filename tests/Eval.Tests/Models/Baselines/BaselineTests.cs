using Eval.Core.Datasets;
using Eval.Core.Models;
using Eval.Core.Prompts;
using Eval.Models.Baselines;
using NUnit.Framework;

namespace Eval.Tests.Models.Baselines;

[TestFixture]
public sealed class BaselineTests
{
    private static readonly string[] All = ["random", "longest", "ngram"];
    private static readonly string[] Letters = [" A", " B", " C", " D"];

    [TestCaseSource(nameof(All))]
    public async Task Every_baseline_scores_continuations_with_finite_log_probabilities(string name)
    {
        var model = Fitted(name);

        var completion = await ((IContinuationScorer)model).ScoreAsync(
            Requests.Score("Q\nAnswer:", Requests.About("a/0", benchmark: "mmlu", choices: ["x", "yy", "z", "w"]), Letters), default);

        Assert.That(completion.FinishReason, Is.EqualTo(FinishReason.Scored));
        Assert.That(completion.Choices, Has.Count.EqualTo(4));
        Assert.That(completion.Choices, Has.All.Matches<ContinuationScore>(score => score is not null && double.IsFinite(score.LogProbability) && score.LogProbability <= 0));
    }

    [TestCaseSource(nameof(All))]
    public async Task In_chat_a_choice_is_answered_with_a_letter_the_extraction_reads(string name)
    {
        var completion = await Fitted(name).GenerateAsync(
            Requests.Chat("Which?", Requests.About("a/0", benchmark: "mmlu", question: "Which?", choices: ["x", "yy", "z", "w"])), default);

        Assert.That(completion.Text, Does.Match("^Answer: [A-D]$"));
    }

    [TestCaseSource(nameof(All))]
    public async Task A_Chinese_choice_is_answered_in_Chinese(string name)
    {
        var completion = await Fitted(name).GenerateAsync(
            Requests.Chat("哪个？", Requests.About("a/0", benchmark: "mmlu", question: "哪个？", choices: ["甲", "乙乙", "丙", "丁"])), default);

        Assert.That(completion.Text, Does.Match("^答案：[A-D]$"));
    }

    [TestCaseSource(nameof(All))]
    public async Task A_raw_prompt_that_ends_in_a_cue_gets_the_bare_letter(string name)
    {
        var completion = await Fitted(name).GenerateAsync(
            Requests.Text("Q\nAnswer:", Requests.About("a/0", benchmark: "mmlu", choices: ["x", "yy", "z", "w"])), default);

        Assert.That(completion.Text, Does.Match("^ [A-D]$"));
    }

    [TestCaseSource(nameof(All))]
    public async Task A_function_header_gets_a_body(string name)
    {
        var header = "def add(first: int, b: int = 2) -> int:\n    \"\"\" Adds. \"\"\"\n";
        var about = Requests.About("HumanEval/0", benchmark: "humaneval", question: header);

        var raw = await Fitted(name).GenerateAsync(Requests.Text(header, about), default);
        var chat = await Fitted(name).GenerateAsync(Requests.Chat(header, about), default);

        Assert.That(raw.Text, Does.StartWith("    "));
        Assert.That(chat.Text, Is.EqualTo($"```python\n{header}{raw.Text}```"));
    }

    [Test]
    public async Task Random_answers_a_word_problem_with_an_answer_of_the_train_split()
    {
        var completion = await Fitted("random").GenerateAsync(Requests.Chat("How many?"), default);

        Assert.That(completion.Text, Is.AnyOf("The answer is 3. #### 3", "The answer is 1,200. #### 1,200"));
    }

    [Test]
    public async Task Longest_answers_a_word_problem_with_its_largest_number()
    {
        var completion = await Fitted("longest").GenerateAsync(Requests.Chat("He has 3 cats, $1,250.50 and 12 dogs."), default);

        Assert.That(completion.Text, Is.EqualTo("The answer is 1250.50. #### 1250.50"));
    }

    [TestCase(new[] { "a", "bbb", "ccc", "d" }, 'B')]
    [TestCase(new[] { "", "", "", "" }, 'A')]
    [TestCase(new[] { "a", "b", "c", "four" }, 'D')]
    public async Task Longest_takes_the_first_of_the_longest_options(string[] options, char expected)
    {
        var completion = await Fitted("longest").GenerateAsync(Requests.Chat("?", Requests.About(benchmark: "mmlu", choices: options)), default);

        Assert.That(completion.Text, Does.EndWith($" {expected}"));
    }

    [Test]
    public async Task A_random_guess_depends_on_seed_sample_and_repeat_only()
    {
        var first = await GuessAll(seed: 1);

        Assert.That(await GuessAll(seed: 1), Is.EqualTo(first));
        Assert.That(await GuessAll(seed: 2), Is.Not.EqualTo(first));
    }

    [Test]
    public async Task Random_guesses_every_letter_equally_often()
    {
        var model = (IContinuationScorer)Fitted("random");
        var counts = new int[4];
        for (var i = 0; i < 14_042; i++)
        {
            var completion = await model.ScoreAsync(Requests.Score("", Requests.About($"anatomy/{i}", benchmark: "mmlu", choices: ["w", "x", "y", "z"]), Letters), default);
            counts[completion.Choices.ToList().FindIndex(choice => choice.IsGreedy)]++;
        }

        Assert.That(counts, Has.All.EqualTo(14_042 / 4).Within(14_042 * 0.012));
    }

    [Test]
    public async Task The_guess_is_the_same_letter_under_log_likelihood_and_in_chat()
    {
        var model = Fitted("random");
        for (var i = 0; i < 20; i++)
        {
            var about = Requests.About($"anatomy/{i}", benchmark: "mmlu", choices: ["w", "x", "y", "z"]);
            var scored = await ((IContinuationScorer)model).ScoreAsync(Requests.Score("", about, Letters), default);
            var chat = await model.GenerateAsync(Requests.Chat("?", about), default);

            Assert.That(chat.Text, Does.EndWith(Letters[scored.Choices.ToList().FindIndex(choice => choice.IsGreedy)]));
        }
    }

    [Test]
    public void An_unknown_baseline_is_refused_with_the_known_ones()
    {
        var creation = new BaselineProvider().Create(ModelSpecParser.Parse("baseline:oracle", out _)!, new ModelContext());

        Assert.That(creation.Problems, Has.Exactly(1).Contains("random, longest and ngram"));
    }

    private static async Task<string> GuessAll(long seed)
    {
        var model = Requests.Create(new BaselineProvider(), "baseline:random", new ModelContext { Seed = seed });
        var guesses = new List<string?>();
        for (var i = 0; i < 32; i++)
        {
            var about = Requests.About($"anatomy/{i % 16}", repeat: i / 16, benchmark: "mmlu", choices: ["w", "x", "y", "z"]);
            guesses.Add((await model.GenerateAsync(Requests.Chat("?", about), default)).Text);
        }

        Assert.That(guesses.Take(16), Is.Not.EqualTo(guesses.Skip(16)), "repeats must differ");
        return string.Concat(guesses);
    }

    private static IModel Fitted(string name)
    {
        var model = Requests.Create(new BaselineProvider(), $"baseline:{name}");
        var trainable = (ITrainable)model;
        trainable.Fit(Data("mmlu", [Choice("Dev?", "B"), Choice("Dev 2?", "B")], Choice("Q", "A")));
        trainable.Fit(Data("gsm8k", [Problem("2 cats and 1 dog?", "3"), Problem("Now many?", "1,200")], Problem("How many?", "1")));
        trainable.Fit(Data("humaneval", [], Problem("def f(x):\n", null) with { Fields = new Dictionary<string, string> { ["entry_point"] = "f" } }));
        return model;
    }

    private static BenchmarkData Data(string benchmark, IReadOnlyList<Sample> examples, params Sample[] samples) => new()
    {
        Benchmark = benchmark,
        Split = "test",
        Folder = "",
        Samples = samples,
        Examples = examples,
        Digests = new Dictionary<string, string>(),
    };

    private static Sample Choice(string question, string target) => Problem(question, target) with { Choices = ["w", "x", "y", "z"] };

    private static Sample Problem(string question, string? target) => new() { Id = "0", Subset = "", Position = 0, Question = question, Target = target };
}
