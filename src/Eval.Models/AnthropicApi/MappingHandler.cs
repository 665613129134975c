using System.Net.Http.Headers;
using Eval.Models.Http;

namespace Eval.Models.AnthropicApi;

/// <summary>Below the SDK: shows the headers to the endpoint's gate and turns refusals into our own exceptions while the whole response is at hand.</summary>
internal sealed class MappingHandler(HttpErrors errors) : DelegatingHandler
{
    public Action<HttpResponseHeaders>? HeadersSeen { get; set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        HeadersSeen?.Invoke(response.Headers);
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw errors.FromResponse(response, await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
        }
    }
}
