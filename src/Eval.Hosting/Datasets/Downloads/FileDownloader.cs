using System.Globalization;
using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography;

namespace Eval.Hosting.Datasets.Downloads;

/// <summary>Fetches one file over HTTP: continues what an earlier try left, retries what may pass, and hands over only a whole file whose digest is right.</summary>
public sealed class FileDownloader : IDisposable
{
    private readonly RedirectingClient _client;
    private readonly DownloadOptions _options;
    private readonly TimeProvider _time;
    private readonly IPullObserver _observer;

    public FileDownloader(DownloadOptions options, TimeProvider time, IPullObserver observer)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _time = time;
        _observer = observer;
        _client = new RedirectingClient(options.Redirects);
    }

    /// <summary>Fetches a file to a path. What has arrived when it fails or is cancelled is kept beside the path and continued the next time.</summary>
    /// <param name="url">Where the file is.</param>
    /// <param name="target">Where it goes; replaced only by a whole, proven file.</param>
    /// <param name="sha256">Digest it must have, lower-case hex; null where any content will do.</param>
    /// <param name="cancellationToken">Stops, keeping what has arrived.</param>
    /// <exception cref="DownloadException">The address does not give the file, or another one.</exception>
    public async Task DownloadAsync(Uri url, string target, string? sha256, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(url);
        ArgumentException.ThrowIfNullOrEmpty(target);
        var part = new PartialFile(target + ".part");
        await FetchWithRetriesAsync(url, part, cancellationToken);
        if (sha256 is not null)
        {
            var actual = await DigestAsync(part.Path, cancellationToken);
            if (actual != sha256)
            {
                part.Drop();
                throw new DownloadException($"{url} has the SHA-256 {actual}, expected {sha256}: it is another file, or it was changed on the way.");
            }
        }

        part.Finish(target);
    }

    public void Dispose() => _client.Dispose();

    private async Task FetchWithRetriesAsync(Uri url, PartialFile part, CancellationToken cancellationToken)
    {
        var pause = _options.FirstPause;
        for (var attempt = 1; ;)
        {
            var before = part.Length;
            try
            {
                await FetchOnceAsync(url, part, cancellationToken);
                return;
            }
            catch (DownloadException failure) when (failure.IsTransient)
            {
                if (part.Length > before)
                {
                    attempt = 1;
                    pause = _options.FirstPause;
                }
                else if (++attempt > _options.Attempts)
                {
                    throw;
                }

                var wait = failure.RetryAfter ?? pause;
                wait = wait < _options.LongestPause ? wait : _options.LongestPause;
                _observer.Noticed(string.Create(CultureInfo.InvariantCulture, $"{failure.Message} Trying again in {wait.TotalSeconds:0.#} s."));
                await Task.Delay(wait, _time, cancellationToken);
                pause *= 2;
            }
        }
    }

    private async Task FetchOnceAsync(Uri url, PartialFile part, CancellationToken cancellationToken)
    {
        using var stall = new CancellationTokenSource(_options.Stall, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stall.Token);
        try
        {
            var stamp = part.ReadStamp(url);
            if (stamp?.Length == part.Length)
            {
                return;
            }

            using var response = await _client.GetAsync(url, part.Length, stamp?.Validator, either.Token);
            await ReceiveAsync(url, response, part, stamp, stall, either.Token);
        }
        catch (OperationCanceledException exception) when (stall.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw Transient(string.Create(CultureInfo.InvariantCulture, $"{url} sent nothing for {_options.Stall.TotalSeconds:0.#} s."), exception);
        }
        catch (HttpRequestException exception) when (exception.InnerException is AuthenticationException)
        {
            throw new DownloadException($"{url}: no secure connection: {exception.InnerException.Message}", exception);
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.NameResolutionError)
        {
            throw new DownloadException($"{url}: the host's name is not known here ({Innermost(exception).Message}).", exception);
        }
        catch (HttpRequestException exception)
        {
            throw Transient($"{url}: {Innermost(exception).Message}.", exception);
        }
    }

    private async Task ReceiveAsync(Uri url, HttpResponseMessage response, PartialFile part, PartialStamp? stamp, CancellationTokenSource stall, CancellationToken cancellationToken)
    {
        var received = part.Length;
        long? length;
        FileStream file;
        switch (response.StatusCode)
        {
            case HttpStatusCode.PartialContent when stamp is not null && response.Content.Headers.ContentRange is { } range && range.From == received && (stamp.Length is null || range.Length is null || range.Length == stamp.Length):
                length = range.Length ?? stamp.Length;
                _observer.Noticed(string.Create(CultureInfo.InvariantCulture, $"{url}: going on from byte {received:#,0}."));
                file = part.Continue();
                break;
            case HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable:
                part.Drop();
                throw Transient($"{url} answered with another part than the one asked for; starting from the beginning.");
            case HttpStatusCode.OK:
                received = 0;
                length = response.Content.Headers.ContentLength;
                file = part.Begin(new PartialStamp(url.AbsoluteUri, Validator(response), length));
                break;
            default:
                throw Refused(url, response);
        }

        bool isSmallEnough;
        await using (file)
        {
            isSmallEnough = await CopyAsync(url, response, file, received, length, stall, cancellationToken);
        }

        if (!isSmallEnough)
        {
            part.Drop();
            throw new DownloadException(string.Create(CultureInfo.InvariantCulture, $"{url} is larger than {_options.LargestFile:#,0} bytes: no data set here is. Not fetched."));
        }

        if (length is { } whole && part.Length != whole)
        {
            throw Transient(string.Create(CultureInfo.InvariantCulture, $"{url} ended after {part.Length:#,0} of {whole:#,0} bytes."));
        }
    }

    /// <returns>False as soon as the file proves larger than any data set.</returns>
    private async Task<bool> CopyAsync(Uri url, HttpResponseMessage response, FileStream file, long received, long? length, CancellationTokenSource stall, CancellationToken cancellationToken)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[128 * 1024];
        int read;
        while ((read = await ReadAsync(url, body, buffer, cancellationToken)) > 0)
        {
            received += read;
            if (received > _options.LargestFile)
            {
                return false;
            }

            await file.WriteAsync(buffer.AsMemory(0, read), CancellationToken.None);
            stall.CancelAfter(_options.Stall);
            _observer.Progressed(url, received, length);
        }

        return true;
    }

    /// <summary>Trouble while reading is the network's; trouble while writing is the disk's and ends the download.</summary>
    private static async Task<int> ReadAsync(Uri url, Stream body, byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await body.ReadAsync(buffer, cancellationToken);
        }
        catch (IOException exception)
        {
            throw Transient($"{url}: the connection broke: {Innermost(exception).Message}", exception);
        }
    }

    private DownloadException Refused(Uri url, HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        return new DownloadException(string.Create(CultureInfo.InvariantCulture, $"{url} answered {status} {response.ReasonPhrase}."))
        {
            IsTransient = status is 408 or 425 or 429 or >= 500,
            RetryAfter = response.Headers.RetryAfter switch
            {
                { Delta: { } delta } => delta,
                { Date: { } date } when date > _time.GetUtcNow() => date - _time.GetUtcNow(),
                _ => null,
            },
        };
    }

    /// <summary>A weak ETag does not promise the same bytes, so it cannot join two parts.</summary>
    private static string? Validator(HttpResponseMessage response) =>
        response.Headers.ETag is { IsWeak: false } tag
            ? tag.Tag
            : response.Content.Headers.LastModified?.ToString("r", CultureInfo.InvariantCulture);

    private static async Task<string> DigestAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
    }

    private static DownloadException Transient(string message, Exception? inner = null) => new(message, inner) { IsTransient = true };

    private static Exception Innermost(Exception exception) => exception.InnerException is { } inner ? Innermost(inner) : exception;
}
