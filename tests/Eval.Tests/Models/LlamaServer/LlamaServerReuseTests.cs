using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Eval.Core.Models;
using Eval.Models;
using NUnit.Framework;

namespace Eval.Tests.Models.LlamaServer;

/// <summary>A server whose cache moves log-probabilities (a key-value cache of f16 does): its text is used, its log-probabilities are not, unless it reads every question whole.</summary>
public sealed class LlamaServerReuseTests
{
    private const string Spec = "llama-server:http://localhost:8080";

    [Test]
    public async Task A_cache_that_moves_log_probabilities_leaves_text_and_chat()
    {
        var (model, _) = await OpenAsync(Spec, drift: 0.006);
        var completion = await model.GenerateAsync(Requests.Chat("Is it?"), default);
        Assert.Multiple(() =>
        {
            Assert.That(model.Info.Abilities, Is.EqualTo(ModelAbilities.Text | ModelAbilities.Chat | ModelAbilities.Prefill));
            Assert.That(model.Info.Details[ModelInfo.NoLogLikelihoodDetail], Does.Contain("changed by 0.036").And.Contain("kv=f32").And.Contain("-ctk f32").And.Contain("prefix_cache=0"));
            Assert.That(completion.Text, Is.EqualTo("yes"));
        });
    }

    [Test]
    public async Task A_cache_that_keeps_to_the_tolerance_is_used()
    {
        var (model, server) = await OpenAsync(Spec, drift: 0.0001);
        Assert.Multiple(() =>
        {
            Assert.That(model.Info.Abilities.HasFlag(ModelAbilities.Continuations), Is.True);
            Assert.That(model.Info.Details, Does.Not.ContainKey(ModelInfo.NoLogLikelihoodDetail).And.Not.ContainKey("prefix_cache"));
            Assert.That(server.Asked, Has.All.Contains("\"cache_prompt\":true"));
        });
    }

    [Test]
    public async Task Without_reuse_every_question_is_read_whole_and_log_probabilities_can_be_asked_for()
    {
        var (reusing, _) = await OpenAsync(Spec, drift: 0.0001);
        var (model, server) = await OpenAsync(Spec + "?prefix_cache=0", drift: 0.006);
        await model.GenerateAsync(Requests.Chat("Is it?"), default);
        Assert.Multiple(() =>
        {
            Assert.That(model.Info.Abilities.HasFlag(ModelAbilities.Continuations), Is.True);
            Assert.That(model.Info.Details["prefix_cache"], Is.EqualTo("off"));
            Assert.That(server.Asked, Has.All.Contains("\"cache_prompt\":false"));
            Assert.That(model.Info.Fingerprint, Is.Not.EqualTo(reusing.Info.Fingerprint));
        });
    }

    [Test]
    public void Reuse_is_on_or_off()
    {
        var creation = new ModelFactory(ModelFactory.BuiltIn, new ModelFactoryOptions()).Create(ModelSpecParser.Parse(Spec + "?prefix_cache=4", out _)!);
        Assert.That(creation.Problems, Has.One.Contains("prefix_cache=4 is neither 0 nor 1"));
    }

    private static async Task<(IModel Model, DriftingServer Server)> OpenAsync(string spec, double drift)
    {
        var server = new DriftingServer(drift);
        var factory = new ModelFactory(ModelFactory.BuiltIn, new ModelFactoryOptions { Context = new ModelContext { HttpHandler = server } });
        var model = factory.Create(ModelSpecParser.Parse(spec, out _)!).Model!;
        await ((IModelPreflight)model).CheckAsync(default);
        return (model, server);
    }

    /// <summary>Speaks llama-server's API: tokens are characters; a prompt seen before is "cached", which moves every log-probability.</summary>
    private sealed class DriftingServer(double drift) : HttpMessageHandler
    {
        private readonly HashSet<string> _seen = [];
        private readonly Lock _lock = new();

        public List<string> Asked { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = request.Content is null ? null : JsonNode.Parse(await request.Content.ReadAsStringAsync(cancellationToken));
            lock (_lock)
            {
                return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(Answer(request.RequestUri!.AbsolutePath, body), Encoding.UTF8, "application/json") };
            }
        }

        private string Answer(string path, JsonNode? body) => path switch
        {
            "/props" => """{"total_slots":2,"build_info":"b1","chat_template":"{{ messages }}","model_path":"/m.gguf","default_generation_settings":{"n_ctx":4096}}""",
            "/v1/models" => """{"data":[{"meta":{"n_vocab":300,"n_params":1,"size":1}}]}""",
            "/tokenize" => new JsonObject { ["tokens"] = new JsonArray([.. ((string)body!["content"]!).Select(letter => (JsonNode)(int)letter)]) }.ToJsonString(),
            "/apply-template" => """{"prompt":"[user] Is it? [assistant]"}""",
            _ => Complete(body!),
        };

        private string Complete(JsonNode body)
        {
            Asked.Add(body.ToJsonString());
            var isCached = !_seen.Add(body["prompt"]!.ToJsonString() + body["logit_bias"]?.ToJsonString()) && (bool)body["cache_prompt"]!;
            var places = Enumerable.Range(32, 96).Select(id => (JsonNode)new JsonObject { ["id"] = id, ["logprob"] = -5 - (id / 100.0) - (isCached ? drift : 0) });
            var place = new JsonObject { ["id"] = 32, ["logprob"] = -5.32 - (isCached ? drift : 0), ["top_logprobs"] = new JsonArray([.. places]) };
            return new JsonObject { ["content"] = "yes", ["stop_type"] = "eos", ["tokens_predicted"] = 1, ["completion_probabilities"] = new JsonArray(place) }.ToJsonString();
        }
    }
}
