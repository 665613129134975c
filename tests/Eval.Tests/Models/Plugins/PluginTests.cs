using Eval.Core.Models;
using Eval.Models.Plugins;
using Eval.Testing;
using Microsoft.Extensions.AI;
using NUnit.Framework;

namespace Eval.Tests.Models.Plugins;

[TestFixture]
public sealed class PluginTests
{
    [Test]
    public async Task The_example_plugin_is_found_and_answers()
    {
        var providers = PluginLoader.Load([ExamplePath], out var problems);

        Assert.That(problems, Is.Empty);
        Assert.That(providers, Has.Count.EqualTo(1));
        var completion = await Requests.Create(providers[0], "constant:B").GenerateAsync(Requests.Chat("?"), default);
        Assert.That(completion.Text, Is.EqualTo("Answer: B"));
    }

    [Test]
    public void A_plugin_lives_in_a_load_context_of_its_own()
    {
        var provider = PluginLoader.Load([ExamplePath], out _)[0];

        Assert.That(
            System.Runtime.Loader.AssemblyLoadContext.GetLoadContext(provider.GetType().Assembly),
            Is.Not.SameAs(System.Runtime.Loader.AssemblyLoadContext.Default));
    }

    [Test]
    public void A_folder_stands_for_the_plugins_in_it()
    {
        var providers = PluginLoader.Load([Path.GetDirectoryName(ExamplePath)!], out var problems);

        Assert.That(problems, Is.Empty);
        Assert.That(providers.Select(provider => provider.Name), Is.EqualTo(new[] { "constant" }));
    }

    [Test]
    public void What_cannot_be_loaded_is_named_with_the_reason()
    {
        using var folder = new TemporaryFolder();

        PluginLoader.Load([folder.Write("text.dll", "not an assembly"), folder.File("missing.dll"), typeof(NUnit.Framework.Assert).Assembly.Location], out var problems);

        Assert.That(problems, Has.Count.EqualTo(3));
        Assert.That(problems[0], Does.Contain("text.dll"));
        Assert.That(problems[1], Does.Contain("no such file"));
        Assert.That(problems[2], Does.Contain("IModelProvider"));
    }

    [Test]
    public async Task A_chat_client_is_asked_with_the_whole_request_and_read_in_full()
    {
        var client = new FakeChatClient(new ChatResponse(new ChatMessage(ChatRole.Assistant, [new TextReasoningContent("hm"), new TextContent("5")]))
        {
            FinishReason = ChatFinishReason.Length,
            ModelId = "served",
            Usage = new UsageDetails { InputTokenCount = 3, OutputTokenCount = 4 },
        });
        using var model = new ChatClientModel(Info(ModelAbilities.Chat), client, TimeProvider.System);

        var completion = await model.GenerateAsync(Requests.Chat("2 + 3?") with { Stop = ["X"], TopP = 0.5, Seed = 9 }, default);

        Assert.That((completion.Text, completion.Reasoning, completion.FinishReason, completion.ServerModel), Is.EqualTo(("5", "hm", FinishReason.Length, "served")));
        Assert.That(completion.Usage, Is.EqualTo(new Usage { Input = 3, Output = 4 }));
        Assert.That(client.Options!.MaxOutputTokens, Is.EqualTo(64));
        Assert.That((client.Options.Temperature, client.Options.TopP, client.Options.Seed), Is.EqualTo(((float?)0f, (float?)0.5f, (long?)9)));
        Assert.That(client.Options.StopSequences, Is.EqualTo(new[] { "X" }));
    }

    [Test]
    public void What_a_chat_client_throws_may_be_tried_again()
    {
        using var model = new ChatClientModel(Info(ModelAbilities.Chat), new FakeChatClient(null), TimeProvider.System);

        Assert.That(() => model.GenerateAsync(Requests.Chat("?"), default), Throws.InstanceOf<ModelRequestException>().With.Property("IsTransient").True);
    }

    [Test]
    public void A_chat_client_cannot_promise_log_probabilities() =>
        Assert.That(
            () => new ChatClientModel(Info(ModelAbilities.Chat | ModelAbilities.Continuations), new FakeChatClient(null), TimeProvider.System),
            Throws.ArgumentException);

    private static string ExamplePath
    {
        get
        {
            var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
            return Path.Combine(TestPaths.Repository, "examples", "plugin", "bin", configuration, "net10.0", "Eval.Example.Plugin.dll");
        }
    }

    private static ModelInfo Info(ModelAbilities abilities) => new() { Name = "c", Provider = "client", ModelId = "c", Abilities = abilities, Fingerprint = "c" };

    private sealed class FakeChatClient(ChatResponse? response) : IChatClient
    {
        public ChatOptions? Options { get; private set; }

        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            Options = options;
            return response is null ? throw new InvalidOperationException("the client broke") : Task.FromResult(response);
        }

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
