using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Eval.Testing.FakeServer;

/// <summary>An endpoint that speaks enough of OpenAI's protocol to be evaluated, and misbehaves as told: for tests and rehearsals, on the loopback address only.</summary>
public sealed class FakeModelServer : IAsyncDisposable
{
    private static readonly JsonSerializerOptions StatsJson = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private readonly FakeServerOptions _options;
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _stop = new();
    private readonly FakeCounters _counters = new();
    private readonly FaultPlan _faults;
    private readonly FakeAnswers _answers;
    private readonly Queue<long> _recent = new();
    private readonly Task _accepting;

    private FakeModelServer(FakeServerOptions options)
    {
        _options = options;
        _faults = new FaultPlan(options);
        _answers = new FakeAnswers(options);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, options.Port));
        _listener.Listen(512);
        BaseUrl = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}/v1"));
        _accepting = AcceptAsync();
    }

    /// <summary>Root for <c>base_url</c>; ends in <c>/v1</c>.</summary>
    public Uri BaseUrl { get; }

    public FakeServerStats Stats => _counters.Read();

    public static FakeModelServer Start(FakeServerOptions? options = null) => new(options ?? new FakeServerOptions());

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptAsync(_stop.Token));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The server was stopped.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var connection = new FakeConnection(socket, AnswerAsync);
        try
        {
            await connection.RunAsync(_stop.Token);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The client went away, or the server was stopped.
        }
    }

    // False closes the connection.
    private async Task<bool> AnswerAsync(FakeRequest request, FakeConnection connection, CancellationToken cancellationToken)
    {
        switch (request.Path)
        {
            case "/stats":
                await connection.SendAsync("200 OK", "", JsonSerializer.SerializeToUtf8Bytes(Stats, StatsJson), cancellationToken);
                return true;
            case "/v1/models":
                await connection.SendAsync("200 OK", "", """{"object":"list","data":[{"id":"fake","object":"model"}]}"""u8.ToArray(), cancellationToken);
                return true;
            case "/v1/chat/completions" or "/v1/completions" when request.Method == "POST":
                return await CompleteAsync(request, connection, cancellationToken);
            default:
                await connection.SendAsync("404 Not Found", "", """{"error":{"message":"no such path","type":"not_found"}}"""u8.ToArray(), cancellationToken);
                return true;
        }
    }

    private async Task<bool> CompleteAsync(FakeRequest request, FakeConnection connection, CancellationToken cancellationToken)
    {
        var inFlight = _counters.Enter();
        try
        {
            var (model, prompt, isChat) = FakeAnswers.Read(request);
            _options.PromptSeen?.Invoke(prompt);
            if (_options.Unauthorized.Contains(model))
            {
                _counters.Unauthorized();
                await SendErrorAsync(connection, "401 Unauthorized", "", request, "Incorrect API key provided", "invalid_api_key", cancellationToken);
                return true;
            }

            if (inFlight > _options.MaxConcurrency || IsTooFast())
            {
                _counters.OverLimit();
                await SendThrottledAsync(connection, request, cancellationToken);
                return true;
            }

            var hash = FakeHash.Of(request.Body.Span);
            var fault = _faults.Next(hash);
            if (fault is not null)
            {
                _counters.Fault(fault);
            }

            return await MisbehaveAsync(fault, hash, () => _answers.Write(model, prompt, isChat), request, connection, cancellationToken);
        }
        finally
        {
            _counters.Leave();
        }
    }

    private async Task<bool> MisbehaveAsync(string? fault, ulong hash, Func<byte[]> write, FakeRequest request, FakeConnection connection, CancellationToken cancellationToken)
    {
        switch (fault)
        {
            case "429":
                await SendThrottledAsync(connection, request, cancellationToken);
                return true;
            case "500":
                await WaitAsync(_options.Latency, cancellationToken);
                await SendErrorAsync(connection, "500 Internal Server Error", "", request, "The server had an error", "server_error", cancellationToken);
                return true;
            case "drop":
                await WaitAsync(_options.Latency, cancellationToken);
                _counters.Answered(hash, isLost: true);
                return false;
            case "malformed":
                await WaitAsync(_options.Latency, cancellationToken);
                _counters.Answered(hash, isLost: true);
                var whole = write();
                if (hash % 2 == 0)
                {
                    await connection.SendPartAsync(whole.Length, whole.AsMemory(0, whole.Length / 2), cancellationToken);
                    return false;
                }

                await connection.SendAsync("200 OK", "", whole.AsMemory(0, whole.Length / 2), cancellationToken);
                return true;
            default:
                await WaitAsync(fault == "slow" ? _options.Latency + _options.SlowExtra : _options.Latency, cancellationToken);
                _counters.Answered(hash, isLost: false);
                await connection.SendAsync("200 OK", "", write(), cancellationToken);
                return true;
        }
    }

    private bool IsTooFast()
    {
        if (_options.RequestsPerSecond is not { } most)
        {
            return false;
        }

        lock (_recent)
        {
            var now = Environment.TickCount64;
            while (_recent.Count > 0 && now - _recent.Peek() >= 1000)
            {
                _recent.Dequeue();
            }

            if (_recent.Count >= most)
            {
                return true;
            }

            _recent.Enqueue(now);
            return false;
        }
    }

    private Task SendThrottledAsync(FakeConnection connection, FakeRequest request, CancellationToken cancellationToken) =>
        SendErrorAsync(
            connection,
            "429 Too Many Requests",
            _options.RetryAfter is null ? "" : $"Retry-After: {_options.RetryAfter}\r\n",
            request,
            "Rate limit reached",
            "rate_limit_exceeded",
            cancellationToken);

    private Task SendErrorAsync(
        FakeConnection connection, string status, string headers, FakeRequest request, string message, string code, CancellationToken cancellationToken)
    {
        var said = _options.EchoesSecrets ? $"{message}: {request.Authorization}" : message;
        var body = JsonSerializer.SerializeToUtf8Bytes(new { error = new { message = said, type = code, code } });
        return connection.SendAsync(status, headers, body, cancellationToken);
    }

    private static Task WaitAsync(TimeSpan time, CancellationToken cancellationToken) =>
        time > TimeSpan.Zero ? Task.Delay(time, cancellationToken) : Task.CompletedTask;
}
