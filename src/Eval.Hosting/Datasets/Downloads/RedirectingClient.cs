using System.Net;
using System.Net.Http.Headers;

namespace Eval.Hosting.Datasets.Downloads;

/// <summary>Asks for a file and follows redirects to the answer that carries its bytes. The proxy is the one of HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY.</summary>
internal sealed class RedirectingClient : IDisposable
{
    private readonly HttpClient _client;
    private readonly int _mostRedirects;

    public RedirectingClient(int mostRedirects)
    {
        _mostRedirects = mostRedirects;
        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            // Files are kept as they are sent: HumanEval.jsonl.gz stays packed.
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = TimeSpan.FromSeconds(20),
            UseCookies = false,
            UseProxy = true,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("dotnet-eval", "1"));
    }

    /// <summary>The first answer that is no redirect, with its body still to be read.</summary>
    /// <param name="url">Address to ask.</param>
    /// <param name="from">First byte wanted; counts only with a validator.</param>
    /// <param name="validator">ETag or date of the part that is here already; null asks for the whole file.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="DownloadException">A redirect leads nowhere, in circles or away from a secure connection.</exception>
    public async Task<HttpResponseMessage> GetAsync(Uri url, long from, string? validator, CancellationToken cancellationToken)
    {
        var address = url;
        for (var redirects = 0; ; redirects++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            if (validator is not null)
            {
                request.Headers.Range = new RangeHeaderValue(from, to: null);
                request.Headers.TryAddWithoutValidation("If-Range", validator);
            }

            var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308))
            {
                return response;
            }

            using (response)
            {
                address = redirects < _mostRedirects
                    ? Follow(address, response.Headers.Location)
                    : throw new DownloadException($"{url} was redirected more than {_mostRedirects} times, last to {address}.");
            }
        }
    }

    public void Dispose() => _client.Dispose();

    private static Uri Follow(Uri address, Uri? location)
    {
        var next = location is null ? throw new DownloadException($"{address} redirects, but does not say where to.") : new Uri(address, location);
        return next.Scheme == Uri.UriSchemeHttps || (next.Scheme == Uri.UriSchemeHttp && address.Scheme == Uri.UriSchemeHttp)
            ? next
            : throw new DownloadException($"{address} redirects to {next}, which leaves the secure connection: not followed.");
    }
}
