using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Eval.IntegrationTests.Browser;

/// <summary>One page of a browser, over the DevTools protocol.</summary>
internal sealed class BrowserPage : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> _waiting = new();
    private readonly ConcurrentQueue<string> _problems = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private Task _reading = Task.CompletedTask;
    private int _lastId;

    /// <summary>Console errors, exceptions and blocked loads so far.</summary>
    public IReadOnlyCollection<string> Problems => _problems;

    /// <summary>Addresses the page asked for.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    public static async Task<BrowserPage> ConnectAsync(Uri address, CancellationToken cancellationToken)
    {
        var page = new BrowserPage();
        await page._socket.ConnectAsync(address, cancellationToken);
        page._reading = page.ReadAsync();
        foreach (var domain in new[] { "Page", "Runtime", "Log", "Network" })
        {
            await page.SendAsync(domain + ".enable", [], cancellationToken);
        }

        return page;
    }

    public async Task GoAsync(string address, CancellationToken cancellationToken)
    {
        await SendAsync("Page.navigate", new JsonObject { ["url"] = address }, cancellationToken);
        await WaitForAsync("document.readyState === 'complete'", cancellationToken);
    }

    public Task ResizeAsync(int width, int height, CancellationToken cancellationToken) => SendAsync(
        "Emulation.setDeviceMetricsOverride",
        new JsonObject { ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = 1, ["mobile"] = false },
        cancellationToken);

    /// <summary>Emulates a medium and the system's colour scheme.</summary>
    public Task EmulateAsync(string media, string scheme, CancellationToken cancellationToken) => SendAsync(
        "Emulation.setEmulatedMedia",
        new JsonObject { ["media"] = media, ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = scheme }) },
        cancellationToken);

    /// <summary>Value of a script expression; a promise is awaited.</summary>
    public async Task<JsonElement> EvaluateAsync(string expression, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(
            "Runtime.evaluate",
            new JsonObject { ["expression"] = expression, ["returnByValue"] = true, ["awaitPromise"] = true },
            cancellationToken);
        return answer.TryGetProperty("exceptionDetails", out var details)
            ? throw new InvalidOperationException(details.ToString())
            : answer.GetProperty("result").TryGetProperty("value", out var value) ? value : default;
    }

    public async Task WaitForAsync(string condition, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < 300; attempt++)
        {
            if ((await EvaluateAsync(condition, cancellationToken)).ValueKind == JsonValueKind.True)
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellationToken);
        }

        throw new TimeoutException($"The page never came to: {condition}");
    }

    public async Task PressAsync(string key, CancellationToken cancellationToken)
    {
        foreach (var type in new[] { "keyDown", "keyUp" })
        {
            await SendAsync("Input.dispatchKeyEvent", new JsonObject { ["type"] = type, ["key"] = key, ["text"] = type == "keyDown" ? key : "" }, cancellationToken);
        }
    }

    /// <summary>Keeps a picture of the whole page in the folder EVAL_SCREENSHOTS names; does nothing without it.</summary>
    public async Task KeepPictureAsync(string name, CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable("EVAL_SCREENSHOTS") is not { Length: > 0 } folder)
        {
            return;
        }

        var answer = await SendAsync("Page.captureScreenshot", new JsonObject { ["captureBeyondViewport"] = true, ["format"] = "png" }, cancellationToken);
        Directory.CreateDirectory(folder);
        await File.WriteAllBytesAsync(Path.Combine(folder, name + ".png"), Convert.FromBase64String(answer.GetProperty("data").GetString()!), cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        await _reading;
        _socket.Dispose();
    }

    private async Task<JsonElement> SendAsync(string method, JsonObject parameters, CancellationToken cancellationToken)
    {
        var id = Interlocked.Increment(ref _lastId);
        var waiting = _waiting[id] = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        var message = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters };
        await _socket.SendAsync(Encoding.UTF8.GetBytes(message.ToJsonString()), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        return await waiting.Task.WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System, cancellationToken);
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[1 << 16];
        using var message = new MemoryStream();
        try
        {
            while (true)
            {
                var part = await _socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                message.Write(buffer, 0, part.Count);
                if (part.EndOfMessage)
                {
                    using var json = JsonDocument.Parse(message.ToArray());
                    Take(json.RootElement);
                    message.SetLength(0);
                }
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException or JsonException)
        {
            foreach (var waiting in _waiting.Values)
            {
                waiting.TrySetException(new IOException("The browser closed the connection.", exception));
            }
        }
    }

    private void Take(JsonElement message)
    {
        if (message.TryGetProperty("id", out var id) && _waiting.TryRemove(id.GetInt32(), out var waiting))
        {
            if (message.TryGetProperty("result", out var result))
            {
                waiting.SetResult(result.Clone());
            }
            else
            {
                waiting.SetException(new InvalidOperationException(message.ToString()));
            }

            return;
        }

        switch (message.TryGetProperty("method", out var method) ? method.GetString() : null)
        {
            case "Runtime.exceptionThrown" or "Log.entryAdded":
                _problems.Enqueue(message.GetProperty("params").ToString());
                break;
            case "Runtime.consoleAPICalled" when message.GetProperty("params").GetProperty("type").GetString() is "error" or "warning":
                _problems.Enqueue(message.GetProperty("params").ToString());
                break;
            case "Network.requestWillBeSent":
                _requests.Enqueue(message.GetProperty("params").GetProperty("request").GetProperty("url").GetString()!);
                break;
        }
    }
}
