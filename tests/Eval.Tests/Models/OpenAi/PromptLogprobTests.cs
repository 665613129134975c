using System.Net;
using Eval.Core.Models;
using Eval.Core.Prompts;
using Eval.Models;
using Eval.Models.Decorators;
using Eval.Tests.Models.Decorators;
using NUnit.Framework;

namespace Eval.Tests.Models.OpenAi;

/// <summary>Log-likelihood by token id, as vLLM gives it. The whole contract runs against an engine in <c>TokenIdServerContract</c>.</summary>
[TestFixture]
public sealed class PromptLogprobTests
{
    private static readonly string[] Probes = ["The capital of France is", " Paris", " zebra", " quickly", "The capital of Italy is", " Rome"];

    [Test]
    public async Task Token_ids_are_asked_for_beside_v1_and_scored_in_one_request()
    {
        var server = new TokenIdServer();
        var model = await OpenAsync(server);
        server.Sent.Clear();

        var completion = await ((IContinuationScorer)model).ScoreAsync(Requests.Score("The capital of Italy is", Requests.About(), " Rome", " Paris zebra"), default);

        Assert.That(server.Sent.Select(sent => sent.Url).Distinct(), Is.EqualTo(new[] { "http://localhost:8000/tokenize", "http://localhost:8000/v1/completions" }));
        Assert.That(server.Sent[0].Body, Is.EqualTo("""{"model":"m","prompt":"The capital of Italy is","add_special_tokens":true}"""));
        Assert.That(server.Sent[^1].Body, Is.EqualTo("""{"model":"m","prompt":[[1,14,15],[1,14,11,12]],"max_tokens":1,"temperature":0,"prompt_logprobs":1}"""));
        Assert.That(completion.Choices, Is.EqualTo(new ContinuationScore[] { new(-1.5, 1, false), new(-1.1 - 1.2, 2, false) }));
    }

    [Test]
    public async Task The_likeliest_tokens_are_greedy_and_the_context_is_known()
    {
        var server = new TokenIdServer { IsBest = true };
        var model = await OpenAsync(server);

        var completion = await ((IContinuationScorer)model).ScoreAsync(Requests.Score("The capital of Italy is", Requests.About(), " Rome"), default);

        Assert.That(completion.Choices[0].IsGreedy, Is.True);
        Assert.That(model.Info.ContextLength, Is.EqualTo(8));
        Assert.That(model.Info.Details["log-likelihood"], Is.EqualTo("prompt_logprobs"));
    }

    [Test]
    public async Task A_prompt_over_the_context_is_found_before_it_is_sent()
    {
        var server = new TokenIdServer();
        var model = await OpenAsync(server);
        var context = string.Concat(Enumerable.Repeat(" zebra", 9));

        Assert.That(
            () => ((IContinuationScorer)model).ScoreAsync(Requests.Score(context, Requests.About(), " Rome"), default),
            Throws.InstanceOf<ContextLengthException>().With.Property("PromptTokens").EqualTo(10));
        var cut = await ((IContinuationScorer)model).ScoreAsync(Requests.Score(context, Requests.About(), " Rome") with { Truncation = new Truncation(TruncationRule.CutLeft) }, default);
        Assert.That(server.Sent[^1].Body, Does.Contain("[[12,12,12,12,12,12,15]]"));
        Assert.That(cut.Choices, Has.Count.EqualTo(1));
    }

    [TestCase(true, false, "echo")]
    [TestCase(true, true, "not offered")]
    public async Task A_server_that_ignores_prompt_logprobs_falls_back_to_echo_or_is_refused(bool ignoresPromptLogprobs, bool ignoresEcho, string expected)
    {
        var model = await OpenAsync(new TokenIdServer { IgnoresPromptLogprobs = ignoresPromptLogprobs, IgnoresEcho = ignoresEcho });

        Assert.That(model.Info.Details["log-likelihood"], Does.StartWith(expected));
        Assert.That(model.Info.Abilities.HasFlag(ModelAbilities.Continuations), Is.EqualTo(!ignoresEcho));
    }

    [Test]
    public async Task One_failed_answer_to_the_probe_does_not_cost_the_better_way()
    {
        var model = Requests.Create(ModelFactory.BuiltIn.Single(provider => provider.Name == "vllm"), "vllm:m", new ModelContext { HttpHandler = new TokenIdServer { Failures = 1 } });
        await using var retried = new RetryModel(model, new RetryOptions(), new PatientTime(), seed: 1);

        await retried.CheckAsync(default);

        Assert.That(retried.Info.Details["log-likelihood"], Is.EqualTo("prompt_logprobs"));
    }

    private static async Task<IModel> OpenAsync(TokenIdServer server)
    {
        var model = Requests.Create(ModelFactory.BuiltIn.Single(provider => provider.Name == "vllm"), "vllm:m", new ModelContext { HttpHandler = server });
        await ((IModelPreflight)model).CheckAsync(default);
        return model;
    }

    /// <summary>Knows the probes' words as one token each (10 and up, 1 begins every text); a token's log-probability is its id less 10, as tenths below −1.</summary>
    private sealed class TokenIdServer : HttpMessageHandler
    {
        public List<(string Url, string Body)> Sent { get; } = [];

        public bool IgnoresPromptLogprobs { get; init; }

        public bool IgnoresEcho { get; init; }

        public bool IsBest { get; init; }

        /// <summary>Completions that are answered with 500 before the others are answered.</summary>
        public int Failures { get; set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            Sent.Add((request.RequestUri!.AbsoluteUri, body));
            if (request.RequestUri.AbsolutePath == "/v1/completions" && Failures-- > 0)
            {
                return new HttpResponseMessage(HttpStatusCode.InternalServerError) { Content = new StringContent("{}") };
            }

            var answer = request.RequestUri.AbsolutePath switch
            {
                "/tokenize" => Tokenize(body),
                "/v1/completions" => Complete(body),
                _ => "{\"data\":[]}",
            };
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(answer) };
        }

        private static string Tokenize(string body)
        {
            using var document = System.Text.Json.JsonDocument.Parse(body);
            var ids = Encode(document.RootElement.GetProperty("prompt").GetString()!);
            return $$"""{"count":{{ids.Count}},"max_model_len":8,"tokens":[{{string.Join(',', ids)}}],"token_strs":null}""";
        }

        private string Complete(string body)
        {
            using var document = System.Text.Json.JsonDocument.Parse(body);
            var choices = document.RootElement.GetProperty("prompt").EnumerateArray().Select((prompt, index) => prompt.ValueKind == System.Text.Json.JsonValueKind.String
                ? Echo(prompt.GetString()!, index)
                : Score([.. prompt.EnumerateArray().Select(id => id.GetInt32())], index));
            return $$$"""{"model":"m","choices":[{{{string.Join(',', choices)}}}],"usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":11}}""";
        }

        private string Score(List<int> ids, int index)
        {
            var better = IsBest ? "" : ",\"9\":{\"logprob\":-0.5,\"rank\":1,\"decoded_token\":\"x\"}";
            var places = ids.Select((id, place) => place == 0 ? "null" : $"{{\"{id}\":{{\"logprob\":{Value(id)},\"rank\":2,\"decoded_token\":\"t\"}}{better}}}");
            var logprobs = IgnoresPromptLogprobs ? "null" : $"[{string.Join(',', places)}]";
            return $$"""{"index":{{index}},"text":".","logprobs":null,"finish_reason":"length","stop_reason":null,"prompt_logprobs":{{logprobs}}}""";
        }

        private string Echo(string text, int index)
        {
            var ids = Encode(text)[1..];
            return IgnoresEcho
                ? $$"""{"index":{{index}},"text":".","logprobs":null}"""
                : $$$"""{"index":{{{index}}},"text":"{{{text}}}.","logprobs":{"tokens":[{{{string.Join(',', ids.Select(id => $"\"{Probes[id - 10]}\""))}}}],"token_logprobs":[null,{{{string.Join(',', ids.Skip(1).Select(Value))}}}],"top_logprobs":null}}""";
        }

        private static string Value(int id) => (-1 - ((id - 10) / 10.0)).ToString(System.Globalization.CultureInfo.InvariantCulture);

        private static List<int> Encode(string text)
        {
            List<int> ids = [1];
            while (text.Length > 0)
            {
                var index = Array.FindIndex(Probes, word => text.StartsWith(word, StringComparison.Ordinal));
                ids.Add(10 + index);
                text = text[Probes[index].Length..];
            }

            return ids;
        }
    }
}
