using System.Net;
using Eval.Core.Models;
using Eval.Models.Http;
using Eval.Models.LlamaServer;
using Eval.Models.OpenAi;
using NUnit.Framework;

namespace Eval.Tests.Models.LlamaServer;

/// <summary>llama-server's own API on the wire: what is sent, what it counts, how it refuses. The real server is asked in the integration tests.</summary>
[TestFixture]
public sealed class LlamaWireTests
{
    [Test]
    public async Task A_completion_goes_out_as_token_ids_on_one_slot()
    {
        var network = new StubHandler().Answer("""{"content":" 5","stop_type":"eos","tokens_predicted":2,"truncated":false,"timings":{"cache_n":3,"prompt_n":4}}""");

        var completion = await Client(network).CompleteAsync(new LlamaRequest { Prompt = [1, 7, 9], Slot = 2, MaxTokens = 64, Temperature = 0, TopP = 0.9, Seed = 7, Stop = ["\n"] }, default);

        Assert.That(network.Sent[0].Url, Is.EqualTo("http://localhost:8080/completion"));
        Assert.That(network.Sent[0].Body, Is.EqualTo("""{"prompt":[1,7,9],"n_predict":64,"id_slot":2,"cache_prompt":true,"temperature":0,"top_k":0,"min_p":0,"top_p":0.9,"repeat_penalty":1,"seed":7,"stop":["\n"]}"""));
        Assert.That((completion.Content, completion.StopType, completion.TokensPredicted), Is.EqualTo((" 5", "eos", 2)));
        Assert.That((completion.Timings!.CacheN, completion.Timings.PromptN), Is.EqualTo((3, 4)));
    }

    [TestCase(503, """{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}""", "Loading model")]
    [TestCase(500, """{"error":{"code":500,"message":"Compute error.","type":"server_error"}}""", "Compute error")]
    public void Trouble_may_be_asked_again(int status, string body, string says) =>
        Assert.That(() => Ask(status, body), Throws.InstanceOf<ModelRequestException>().With.Property("IsTransient").True.And.Message.Contains(says));

    [Test]
    public void A_prompt_over_the_context_fails_its_sample_and_names_both_numbers() =>
        Assert.That(
            () => Ask(400, """{"error":{"code":400,"message":"the request exceeds the available context size, try increasing it","type":"exceed_context_size_error","n_prompt_tokens":5000,"n_ctx":4096}}"""),
            Throws.InstanceOf<ContextLengthException>().With.Property("PromptTokens").EqualTo(5000).And.Property("Limit").EqualTo(4096));

    [TestCase(401, """{"error":{"code":401,"message":"Invalid API Key","type":"authentication_error"}}""", "api_key_env")]
    [TestCase(404, """{"error":{"code":404,"message":"File Not Found","type":"not_found_error"}}""", "base_url")]
    [TestCase(501, """{"error":{"code":501,"message":"This server does not support completions.","type":"not_supported_error"}}""", "parameters")]
    public void A_refusal_stops_the_model_with_advice(int status, string body, string fix) =>
        Assert.That(() => Ask(status, body), Throws.InstanceOf<ModelStoppedException>().With.Property("Fix").Contains(fix));

    private static Task<LlamaCompletion> Ask(int status, string body) =>
        Client(new StubHandler().Answer(body, (HttpStatusCode)status)).CompleteAsync(new LlamaRequest { Prompt = [1], Slot = 0, MaxTokens = 1 }, default);

    private static LlamaClient Client(StubHandler network) =>
        new(new HttpEndpoint(new HttpEndpointOptions { BaseUrl = new Uri("http://localhost:8080"), Handler = network }), new ExtraFields(new Dictionary<string, string>()));
}
