using System.Diagnostics;
using System.Text.Json;
using Eval.Testing;

namespace Eval.IntegrationTests.Browser;

/// <summary>A headless Chromium of this machine, driven over its DevTools protocol; started and ended by the test.</summary>
internal sealed class ChromiumBrowser : IAsyncDisposable
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    private readonly Process _process;
    private readonly TemporaryFolder _profile;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };
    private readonly int _port;

    private ChromiumBrowser(Process process, TemporaryFolder profile, int port)
    {
        _process = process;
        _profile = profile;
        _port = port;
    }

    /// <summary>The program: EVAL_CHROMIUM, else the first known name on PATH; null when there is none.</summary>
    public static string? Executable { get; } = Environment.GetEnvironmentVariable("EVAL_CHROMIUM") is { Length: > 0 } named
        ? named
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);

    public static async Task<ChromiumBrowser> StartAsync(CancellationToken cancellationToken)
    {
        Require.Part("browser", Executable is not null, "no Chromium on PATH (install chromium, or set EVAL_CHROMIUM)");
        var profile = new TemporaryFolder();
        string[] arguments =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", "--disable-dev-shm-usage", "--remote-debugging-port=0", "--user-data-dir=" + profile.Path, "about:blank",
        ];
        var start = new ProcessStartInfo(Executable!, arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        var process = Process.Start(start) ?? throw new InvalidOperationException("Chromium did not start.");
        process.ErrorDataReceived += static (_, _) => { };
        process.OutputDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        var portFile = profile.File("DevToolsActivePort");
        for (var attempt = 0; attempt < 600; attempt++)
        {
            if (File.Exists(portFile) && await File.ReadAllLinesAsync(portFile, cancellationToken) is [var port, ..] && int.TryParse(port, out var number))
            {
                return new ChromiumBrowser(process, profile, number);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellationToken);
        }

        process.Kill(entireProcessTree: true);
        throw new TimeoutException("Chromium did not open its DevTools port within a minute.");
    }

    public async Task<BrowserPage> OpenAsync(string file, int width, CancellationToken cancellationToken)
    {
        using var response = await _http.PutAsync(new Uri($"http://127.0.0.1:{_port}/json/new?about:blank"), content: null, cancellationToken);
        response.EnsureSuccessStatusCode();
        using var target = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
        var page = await BrowserPage.ConnectAsync(new Uri(target.RootElement.GetProperty("webSocketDebuggerUrl").GetString()!), cancellationToken);
        await page.ResizeAsync(width, 900, cancellationToken);
        await page.GoAsync(new Uri(file).AbsoluteUri, cancellationToken);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
        _profile.Dispose();
    }
}
