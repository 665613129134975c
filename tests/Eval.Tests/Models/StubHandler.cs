using System.Net;
using System.Text;

namespace Eval.Tests.Models;

/// <summary>A network that answers from a list and remembers what was sent.</summary>
internal sealed class StubHandler : HttpMessageHandler
{
    private readonly Queue<Func<HttpResponseMessage>> _answers = new();

    public List<(string Method, string Url, string Headers, string Body)> Sent { get; } = [];

    /// <summary>The last answer is given again and again.</summary>
    public StubHandler Answer(string body, HttpStatusCode status = HttpStatusCode.OK, params (string Name, string Value)[] headers)
    {
        _answers.Enqueue(() =>
        {
            var response = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            foreach (var (name, value) in headers)
            {
                response.Headers.TryAddWithoutValidation(name, value);
            }

            return response;
        });
        return this;
    }

    public StubHandler Throw(Exception exception)
    {
        _answers.Enqueue(() => throw exception);
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);

        // The same of every request, and not the provider's: PackedBodyTests.
        var headers = string.Join('\n', request.Headers.Where(header => header.Key != "Accept-Encoding").Select(header => $"{header.Key}: {string.Join(',', header.Value)}"));
        lock (Sent)
        {
            Sent.Add((request.Method.Method, request.RequestUri!.AbsoluteUri, headers, body));
            return (_answers.Count > 1 ? _answers.Dequeue() : _answers.Peek())();
        }
    }
}
