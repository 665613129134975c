using System.Net;
using System.Text;

namespace Eval.Performance;

/// <summary>Keeps each request's body and answers at once, without a network.</summary>
internal sealed class BodyCatcher : HttpMessageHandler
{
    public List<byte[]> Bodies { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Bodies.Add(await request.Content!.ReadAsByteArrayAsync(cancellationToken));
        return new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new StringContent("""{"choices":[{"message":{"content":"x"}}]}""", Encoding.UTF8, "application/json"),
        };
    }
}
