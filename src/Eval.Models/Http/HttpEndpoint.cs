using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Eval.Core.Models;

namespace Eval.Models.Http;

/// <summary>One HTTP API over pooled connections. Every trouble comes out as <see cref="ModelRequestException"/> or <see cref="ModelStoppedException"/>; nothing is retried here.</summary>
public sealed class HttpEndpoint : IDisposable
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly HttpEndpointOptions _options;

    // No HttpClient: its time limit and buffering would be a second layer of what is done here.
    private readonly HttpMessageInvoker _client;
    private readonly string _root;
    private readonly string? _authorization;
    private readonly ConcurrentDictionary<string, Uri> _addresses = new(StringComparer.Ordinal);

    public HttpEndpoint(HttpEndpointOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _root = options.BaseUrl.AbsoluteUri.TrimEnd('/') + "/";
        Errors = new HttpErrors(options.BaseUrl, options.Key, options.KeyVariable, options.Time, options.Quirks);
        _authorization = options.Key is not { } key ? null : options.KeyHeader is null ? $"Bearer {key.Reveal()}" : key.Reveal();
        _client = new HttpMessageInvoker(options.Handler ?? CreateHandler(DecompressionMethods.None), disposeHandler: options.Handler is null);
    }

    public HttpErrors Errors { get; }

    /// <summary>Root of the API, with a final slash.</summary>
    public Uri Root => new(_root);

    /// <summary>Sees the headers of every response, good or bad; null when nobody cares.</summary>
    public Action<HttpResponseHeaders>? HeadersSeen { get; set; }

    /// <summary>Sends JSON and returns the answer, read to its end.</summary>
    /// <param name="path">Below the root, without a slash in front.</param>
    /// <param name="body">UTF-8 JSON.</param>
    /// <param name="cancellationToken">Gives up; not an error of the model.</param>
    public Task<HttpReply> PostAsync(string path, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var content = new ReadOnlyMemoryContent(body);
        content.Headers.ContentType = Json;
        return SendAsync(HttpMethod.Post, path, content, cancellationToken);
    }

    public Task<HttpReply> GetAsync(string path, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, path, content: null, cancellationToken);

    public void Dispose() => _client.Dispose();

    /// <summary>Pooled connections; no redirects, no cookies.</summary>
    /// <param name="unpacks">What the handler unpacks by itself.</param>
    internal static SocketsHttpHandler CreateHandler(DecompressionMethods unpacks) => new()
    {
        AutomaticDecompression = unpacks,
        ConnectTimeout = TimeSpan.FromSeconds(15),
        EnableMultipleHttp2Connections = true,
        MaxConnectionsPerServer = int.MaxValue,
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        UseCookies = false,

        // A redirect would carry the key to another server.
        AllowAutoRedirect = false,
    };

    private async Task<HttpReply> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = CreateRequest(method, path, content);
        using var limit = new CancellationTokenSource(_options.Timeout, _options.Time);
        using var cancelled = cancellationToken.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), limit);
        var start = _options.Time.GetTimestamp();
        try
        {
            using var response = await _client.SendAsync(request, limit.Token).ConfigureAwait(false);
            var unpacked = PackedBody.Unpack(await ReadAsync(response.Content, limit.Token).ConfigureAwait(false), response.Content.Headers, _options.MostBytes);
            var body = _options.Key?.RedactAnswer(unpacked) ?? unpacked;
            HeadersSeen?.Invoke(response.Headers);
            return response.IsSuccessStatusCode
                ? new HttpReply(body, _options.Time.GetElapsedTime(start), response.Headers)
                : throw Errors.FromResponse(response, body);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            throw Errors.FromTimeout(_options.Timeout);
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw Errors.Unusable(string.Create(CultureInfo.InvariantCulture, $"the answer is larger than {_options.MostBytes >> 20} MB"));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or InvalidDataException or OperationCanceledException)
        {
            throw Errors.FromException(exception);
        }
    }

    // A length that is announced is kept to by the handler; without one an answer could go on until memory ends.
    private async Task<byte[]> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        if (!(content.Headers.ContentLength <= _options.MostBytes))
        {
            await content.LoadIntoBufferAsync(_options.MostBytes, cancellationToken).ConfigureAwait(false);
        }

        return await content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
    }

    private HttpRequestMessage CreateRequest(HttpMethod method, string path, HttpContent? content)
    {
        var request = new HttpRequestMessage(method, _addresses.GetOrAdd(path, static (path, endpoint) => endpoint.Address(path), this))
        {
            Content = content,
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        request.Headers.TryAddWithoutValidation("Accept-Encoding", PackedBody.Accepted);
        if (_authorization is not null)
        {
            request.Headers.TryAddWithoutValidation(_options.KeyHeader ?? "Authorization", _authorization);
        }

        foreach (var (name, value) in _options.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    private Uri Address(string path) => new(_options.Query is null ? _root + path : $"{_root}{path}?{_options.Query}");
}
