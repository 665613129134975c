using System.Net;
using Eval.Hosting.Models;
using NUnit.Framework;

namespace Eval.Tests.Hosting.Models;

public sealed class ModelFinderTests
{
    [Test]
    public async Task Servers_that_answer_and_providers_with_a_key_are_offered_by_name()
    {
        using var handler = new Answers(uri => uri.Port == 11434 ? """{"data":[{"id":"qwen2.5:7b"}]}""" : null);
        var found = await new ModelFinder(name => name == "DASHSCOPE_API_KEY" ? "secret" : null, handler).FindAsync(CancellationToken.None);
        Assert.That(found, Is.EqualTo(new[]
        {
            new FoundModel("ollama:qwen2.5:7b", "Ollama answers at 127.0.0.1:11434"),
            new FoundModel("dashscope:MODEL", "DASHSCOPE_API_KEY is set"),
        }));
    }

    [TestCase("<html>")]
    [TestCase("{}")]
    [TestCase("""{"data":{"id":1}}""")]
    public async Task A_server_of_another_kind_is_not_offered(string body)
    {
        using var handler = new Answers(_ => body);
        Assert.That(await new ModelFinder(_ => null, handler).FindAsync(CancellationToken.None), Is.Empty);
    }

    private sealed class Answers(Func<Uri, string?> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            answer(request.RequestUri!) is { } body
                ? Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(body) })
                : throw new HttpRequestException("Connection refused");
    }
}
