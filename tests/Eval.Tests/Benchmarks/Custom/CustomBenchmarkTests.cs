using Eval.Benchmarks.Custom;
using Eval.Core.Datasets;
using Eval.Core.Models;
using Eval.Core.Prompts;
using Eval.Core.Scoring;
using Eval.Core.Statistics;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.Tests.Benchmarks.Custom;

public sealed class CustomBenchmarkTests
{
    private const string Choice = """
        name: house-quiz
        kind: choice
        form: raw
        data: quiz.csv
        examples: dev.csv
        shots: 1
        columns: { question: Q, choices: [w, x, y], answer: Key, subset: Topic }
        prompt: "{{ question }}\n{{ for choice in choices }}{{ letters[for.index] }}. {{ choice }}\n{{ end }}Answer:"
        system: "Questions on {{ subset }}.\n\n"
        groups: { nature: [plants, rivers] }
        average: macro
        version: 3
        """;

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void CreateFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public async Task A_raw_choice_benchmark_scores_letters_after_its_own_prompt()
    {
        _folder.Write("quiz.csv", "Topic,Q,w,x,y,Key\nplants,\"Which, if any?\",moss,fern,oak,B\nrivers,Longest?,Nile,Elbe,Po,Nile\n");
        _folder.Write("dev.csv", "Topic,Q,w,x,y,Key\nrivers,Wettest?,Rhine,Oder,Ems,C\n");
        var (data, protocol) = await LoadAsync(Choice);
        var prompt = protocol.Render(data.Samples[0]);
        Assert.That(prompt.CanonicalText, Is.EqualTo("Questions on plants.\n\nWettest?\nA. Rhine\nB. Oder\nC. Ems\nAnswer: C\n\nWhich, if any?\nA. moss\nB. fern\nC. oak\nAnswer:"));
        Assert.That(prompt.Continuations, Is.EqualTo(new[] { " A", " B", " C" }));
        Assert.That(data.Samples.Select(sample => (sample.Id, sample.Target)), Is.EqualTo(new[] { ("plants/0", "B"), ("rivers/1", "A") }));
        Assert.That((protocol.Info.Version, protocol.Info.Averaging, protocol.Info.Needs), Is.EqualTo((3, Averaging.Macro, ModelAbilities.Continuations)));
        var scores = new[] { -2.0, -1.0, -3.0 }.Select(value => new ContinuationScore(value, 1, false)).ToList();
        var score = await protocol.Scorer.ScoreAsync(data.Samples[0], new Completion { Text = "", FinishReason = FinishReason.Scored, Choices = scores }, CancellationToken.None);
        Assert.That((score.Answer, score.Value), Is.EqualTo(("B", (double?)1)));
    }

    [Test]
    public async Task A_chat_choice_benchmark_reads_the_letter_and_sends_shots_as_turns()
    {
        _folder.Write("quiz.csv", "Topic,Q,w,x,y,Key\nplants,Which?,moss,fern,oak,B\nrivers,Longest?,Nile,Elbe,Po,A\n");
        _folder.Write("dev.csv", "Topic,Q,w,x,y,Key\nrivers,Wettest?,Rhine,Oder,Ems,C\n");
        var (data, protocol) = await LoadAsync(Choice.Replace("form: raw", "form: chat", StringComparison.Ordinal));
        Assert.That(protocol.Render(data.Samples[0]).Messages.Select(turn => turn.Role), Is.EqualTo(new[] { ChatRole.System, ChatRole.User, ChatRole.Assistant, ChatRole.User }));
        Assert.That((await ScoreAsync(protocol, data.Samples[0], "It is clearly the fern, so the answer is (B).")).Value, Is.EqualTo(1));
    }

    [Test]
    public async Task A_numeric_benchmark_reads_json_lines_and_compares_exactly()
    {
        _folder.Write("sums.jsonl", "{\"question\": \"1.5 + 1?\", \"answer\": 2.5}\n");
        var (data, protocol) = await LoadAsync("name: sums\nkind: numeric\ndata: sums.jsonl\nprompt: 'Compute: {{ question }}'\n");
        Assert.That((await ScoreAsync(protocol, data.Samples[0], "That makes 2.50.")).Value, Is.EqualTo(1));
        Assert.That((await ScoreAsync(protocol, data.Samples[0], "That makes 2.51.")).Value, Is.Zero);
        Assert.That((await ScoreAsync(protocol, data.Samples[0], "No idea")).Status, Is.EqualTo(SampleStatus.NoAnswer));
    }

    [TestCase("Paris!", 1, SampleStatus.Scored)]
    [TestCase("<a>London</a> no: <a>paris</a>", 1, SampleStatus.Scored)]
    [TestCase("<a>London</a>", 0, SampleStatus.Scored)]
    [TestCase(" ", 0, SampleStatus.NoAnswer)]
    public async Task An_exact_benchmark_compares_as_its_file_says(string text, double value, SampleStatus status)
    {
        var extract = text.Contains('<', StringComparison.Ordinal) ? ", extract: '<a>(.*?)</a>'" : "";
        _folder.Write("cities.jsonl", "{\"question\": \"Capital of France?\", \"answer\": \"Paris\"}\n");
        var (data, protocol) = await LoadAsync($"name: cities\nkind: exact\ndata: cities.jsonl\nprompt: '{{{{ question }}}}'\nmatch: {{ ignore_case: true, ignore_punctuation: true{extract} }}\n");
        var score = await ScoreAsync(protocol, data.Samples[0], text);
        Assert.That((score.Value, score.Status), Is.EqualTo(((double?)value, status)));
    }

    [Test]
    public async Task A_code_benchmark_is_put_to_the_sandbox_as_program_and_tests()
    {
        _folder.Write("tasks.jsonl", CodeExample.Tasks);
        var path = _folder.Write("bench.yaml", CodeExample.Yaml);
        var benchmark = CustomBenchmark.Load(path);
        var data = await benchmark.LoadAsync(benchmark.Folder, "test", CancellationToken.None);
        await using var sandbox = new RecordingSandbox();
        var protocol = benchmark.Protocols[0].Bind(data, sandbox);
        Assert.That(protocol.Render(data.Samples[0]).Messages[0].Content, Does.StartWith("Write a Python function named reverse_words. It returns"));
        var score = await ScoreAsync(protocol, data.Samples[0], $"```python\n{data.Samples[0].Fields["solution"]}```");
        Assert.That((score.Value, score.Rule), Is.EqualTo(((double?)1, "fenced-function")));
        Assert.That(sandbox.Asked!.Tests, Is.EqualTo("assert reverse_words('one two  three') == 'three two one'\nassert reverse_words('') == ''"));
        Assert.That((sandbox.Asked.Exports.Single(), sandbox.Asked.CpuLimit), Is.EqualTo(("reverse_words", TimeSpan.FromSeconds(2))));
    }

    [Test]
    public void Everything_wrong_with_a_file_is_listed_with_line_and_column()
    {
        var path = _folder.Write("bad.yaml", "name: MMLU!\nkind: riddle\ncolour: red\ndata: none.csv\nprompt: '{{ for }}'\nmax_tokens: many\ncolumns:\n  questoin: q\n");
        var exception = Assert.Throws<DatasetException>(() => CustomBenchmark.Load(path))!;
        Assert.That(exception.Problems, Has.Some.StartsWith($"{path}:1:7: name:"));
        Assert.That(exception.Problems, Has.Some.StartsWith($"{path}:2:7: kind:"));
        Assert.That(exception.Problems, Has.Some.StartsWith($"{path}:3:1: colour:"));
        Assert.That(exception.Problems, Has.Some.StartsWith($"{path}:4:7: data:"));
        Assert.That(exception.Problems, Has.Some.StartsWith($"{path}:5:9: prompt:"));
        Assert.That(exception.Problems, Has.Some.StartsWith($"{path}:6:13: max_tokens:"));
        Assert.That(exception.Problems, Has.Some.StartsWith($"{path}:8:3: questoin:"));
    }

    [TestCase("name: [", ":1:")]
    [TestCase("- a list", "must be one YAML mapping")]
    public void A_file_that_is_no_mapping_is_refused(string yaml, string message) =>
        Assert.That(() => CustomBenchmark.Load(_folder.Write("bad.yaml", yaml)), Throws.TypeOf<DatasetException>().With.Message.Contains(message));

    [Test]
    public void A_missing_file_is_refused() =>
        Assert.That(() => CustomBenchmark.Load(_folder.File("none.yaml")), Throws.TypeOf<DatasetException>().With.Message.Contains("none.yaml"));

    [TestCase("Topic,Q,w,x,y,Key\nplants,Which?,moss,fern,oak,Z\n", ":2: the answer \"Z\"")]
    [TestCase("Topic,Q,w,x,y,Key\nplants,Which?,moss,fern\n", ":2: has 4 cells")]
    [TestCase("Topic,Q,w,x,Key\nplants,Which?,moss,fern,A\n", ":2: has no column y")]
    [TestCase("Topic,Q,w,x,y,Key\nplants,Which?,moss,fern,oak,B\n", "no subset \"rivers\"")]
    [TestCase("", "holds no rows")]
    public async Task Broken_data_are_listed_with_their_line(string csv, string problem)
    {
        _folder.Write("quiz.csv", csv);
        _folder.Write("dev.csv", "Topic,Q,w,x,y,Key\nrivers,Wettest?,Rhine,Oder,Ems,C\n");
        await Assert.ThatAsync(() => LoadAsync(Choice), Throws.TypeOf<DatasetException>().With.Message.Contains(problem));
    }

    [TestCase("{{ for i in 1..100000000 }}x{{ end }}")]
    [TestCase("{{ while true }}x{{ end }}")]
    [TestCase("{{ 'x' * 500000000 }}")]
    [TestCase("{{ func f }}{{ f }}{{ end }}{{ f }}")]
    [TestCase("{{ include 'secret' }}")]
    [TestCase("{{ date.now }}")]
    [TestCase("{{ object.eval '1' }}")]
    [TestCase("{{ math.random 1 2 }}")]
    [TestCase("{{ unknown }}")]
    [TestCase("{{ answer }}")]
    public async Task A_template_that_runs_away_or_reaches_out_fails_the_sample_not_the_process(string template)
    {
        _folder.Write("sums.jsonl", "{\"question\": \"q\", \"answer\": 1}\n");
        var (data, protocol) = await LoadAsync($"name: sums\nkind: numeric\ndata: sums.jsonl\nprompt: \"{template}\"\n");
        Assert.That(() => protocol.Render(data.Samples[0]), Throws.TypeOf<DatasetException>());
    }

    [Test]
    public void A_template_nested_too_deep_is_refused_before_it_is_parsed()
    {
        var template = "{{ " + new string('(', 10_000) + "1" + new string(')', 10_000) + " }}";
        Assert.That(PromptTemplate.Parse(template, out var problem), Is.Null);
        Assert.That(problem, Does.Contain("longer").Or.Contain("deeper"));
    }

    private async Task<(BenchmarkData Data, IProtocol Protocol)> LoadAsync(string yaml)
    {
        var benchmark = CustomBenchmark.Load(_folder.Write("bench.yaml", yaml));
        var data = await benchmark.LoadAsync(benchmark.Folder, "test", CancellationToken.None);
        return (data, benchmark.Protocols[0].Bind(data, sandbox: null));
    }

    private static ValueTask<Score> ScoreAsync(IProtocol protocol, Sample sample, string text) =>
        protocol.Scorer.ScoreAsync(sample, new Completion { Text = text, FinishReason = FinishReason.Stop }, CancellationToken.None);

    private sealed class RecordingSandbox : ISandbox
    {
        public SandboxRequest? Asked { get; private set; }

        public SandboxInfo Info { get; } = new() { Kind = "fake", Digest = "", Parallelism = 1, Judging = JudgingMode.One, Limits = new Dictionary<string, string>() };

        public Task<SandboxResult> RunAsync(SandboxRequest request, CancellationToken cancellationToken)
        {
            Asked = request;
            return Task.FromResult(new SandboxResult { Verdict = SandboxVerdict.Passed });
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
