using Eval.Core.Models;
using Eval.Core.Prompts;
using Eval.Models.LlamaServer;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.IntegrationTests.Local;

/// <summary>A llama-server asked for chat answers in ChatML where its model has no template, and does not tell: Eval has to.</summary>
public sealed class LlamaServerTemplateTests
{
    private const string Own = "{% for message in messages %}[{{ message['role'] }}] {{ message['content'] }}\n{% endfor %}[assistant]";

    [Test]
    public async Task A_file_without_a_template_is_no_chat_model()
    {
        var model = await LlamaServerEngine.OpenAsync($"gguf:{ExpectedScores.GgufFile}?ctx=512&parallel=1");
        await using var owner = (IAsyncDisposable)model;
        var exception = await Assert.ThrowsAsync<ModelRequestException>(() => model.GenerateAsync(Chat(), default));
        Assert.Multiple(() =>
        {
            Assert.That(model.Info.Abilities, Is.EqualTo(ModelAbilities.Text | ModelAbilities.Continuations));
            Assert.That(model.Info.Details["chat_template"], Is.EqualTo("none"));
            Assert.That(exception!.Message, Does.Contain("no chat template").And.Contain("template="));
        });
    }

    [Test]
    public async Task A_named_template_lets_it_chat()
    {
        var model = await LlamaServerEngine.OpenAsync($"gguf:{ExpectedScores.GgufFile}?ctx=512&parallel=1&template=chatml");
        await using var owner = (IAsyncDisposable)model;
        var answer = await model.GenerateAsync(Chat(), default);
        Assert.Multiple(() =>
        {
            Assert.That(model.Info.Abilities.HasFlag(ModelAbilities.Chat));
            Assert.That(answer.Usage.Input, Is.GreaterThan(20), "the template's own words are part of the prompt");
            Assert.That(answer.Text, Is.Not.Empty);
        });
    }

    [Test]
    public async Task A_file_with_a_template_chats_in_it()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("chat.gguf");
        GgufTestFile.CopyWith(ExpectedScores.GgufFile, file, GgufMetadata.ChatTemplateKey, Own);
        var model = await LlamaServerEngine.OpenAsync($"gguf:{file}?ctx=512&parallel=1");
        await using var owner = (IAsyncDisposable)model;
        var chat = await model.GenerateAsync(Chat(), default);
        var text = await model.GenerateAsync(Chat() with { Prompt = new Prompt { Parts = new PromptParts("", [], "[user] Tell me a story.\n[assistant]") } }, default);
        Assert.Multiple(() =>
        {
            Assert.That(model.Info.Abilities.HasFlag(ModelAbilities.Chat | ModelAbilities.Prefill));
            Assert.That(model.Info.Details["chat_template"], Is.EqualTo("the model's own"));
            Assert.That(chat.Text, Is.EqualTo(text.Text));
            Assert.That(chat.Usage.Input, Is.EqualTo(text.Usage.Input));
        });
    }

    [TestCase(null, false)]
    [TestCase("llama2", true)]
    public async Task A_server_somebody_else_runs_tells_by_its_template(string? template, bool canChat)
    {
        string[] flags = template is null ? [] : ["--chat-template", template];
        await using var server = LlamaServerProcess.Start(
            LlamaServerEngine.Program,
            port => ["--model", ExpectedScores.GgufFile, "--host", "127.0.0.1", "--port", $"{port}", "-c", "512", "--parallel", "1", "-ctk", "f32", "-ctv", "f32", "-fa", "off", .. flags]);
        using var http = new HttpClient();
        await ServerProcesses.WaitUntilAsync(async () => server.HasEnded || await IsUpAsync(http, server.Address));
        var model = await LlamaServerEngine.OpenAsync($"llama-server:{server.Address}");
        await using var owner = (IAsyncDisposable)model;
        Assert.That(model.Info.Abilities.HasFlag(ModelAbilities.Chat), Is.EqualTo(canChat));
        Assert.That(model.Info.Abilities.HasFlag(ModelAbilities.Text | ModelAbilities.Continuations));
    }

    [Test]
    public async Task A_cache_that_moves_log_probabilities_leaves_text_and_says_the_way_out()
    {
        var model = await LlamaServerEngine.OpenAsync($"gguf:{ExpectedScores.GgufFile}?ctx=512&parallel=1&kv=f16&template=chatml");
        await using var owner = (IAsyncDisposable)model;
        var answer = await model.GenerateAsync(Chat(), default);
        Assert.Multiple(() =>
        {
            Assert.That(model.Info.Abilities, Is.EqualTo(ModelAbilities.Text | ModelAbilities.Chat | ModelAbilities.Prefill));
            Assert.That(model.Info.Details[ModelInfo.NoLogLikelihoodDetail], Does.Contain("was cached").And.Contain("kv=f32").And.Contain("-ctk f32").And.Contain("prefix_cache=0"));
            Assert.That(answer.Text, Is.Not.Empty);
        });
    }

    [Test]
    public async Task The_same_cache_can_be_scored_with_when_every_question_is_read_whole()
    {
        var model = await LlamaServerEngine.OpenAsync($"gguf:{ExpectedScores.GgufFile}?ctx=512&parallel=1&kv=f16&prefix_cache=0");
        await using var owner = (IAsyncDisposable)model;
        var request = new ContinuationRequest
        {
            Prompt = new Prompt { Parts = new PromptParts("", [], "Once upon a time, there was a little girl named Lily."), Continuations = [" She", " The"] },
            Metadata = new RequestMetadata { Benchmark = "test", Protocol = "test", SampleId = "0", Subset = "", Repeat = 0, Question = "" },
        };
        var first = await ((IContinuationScorer)model).ScoreAsync(request, default);
        var second = await ((IContinuationScorer)model).ScoreAsync(request, default);
        Assert.Multiple(() =>
        {
            Assert.That(second.Choices, Is.EqualTo(first.Choices));
            Assert.That(second.Usage.Evaluated, Is.GreaterThanOrEqualTo(second.Usage.Input!.Value), "nothing is taken from a cache");
        });
    }

    private static async Task<bool> IsUpAsync(HttpClient http, Uri address)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(address, "health"));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static ModelRequest Chat() => new()
    {
        Prompt = new Prompt { Messages = [new ChatMessage(ChatRole.User, "Tell me a story.")] },
        MaxTokens = 16,
        Temperature = 0,
        Metadata = new RequestMetadata { Benchmark = "test", Protocol = "test", SampleId = "0", Subset = "", Repeat = 0, Question = "" },
    };
}
