using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Eval.Models.LlamaServer;

/// <summary>A llama-server of ours, tied to this process: whatever way this process ends, SIGKILL included, the server ends too.</summary>
/// <remarks>
/// On Unix a small shell stands between: it reads from a pipe whose other end only we hold. When we close it or die, the read ends and the
/// shell kills the server. PR_SET_PDEATHSIG would not do: it follows the thread that forked, and .NET's threads come and go.
/// </remarks>
internal sealed class LlamaServerProcess : IAsyncDisposable
{
    private const int KeptLines = 12;

    private const string Watch = """
        exec 3<&0
        "$@" </dev/null 3<&- &
        server=$!
        ( cat <&3 >/dev/null; kill -TERM "$server"; i=0; while [ $i -lt 20 ] && kill -0 "$server"; do sleep 0.1; i=$((i+1)); done; kill -KILL "$server" ) >/dev/null 2>&1 &
        watcher=$!
        exec 3<&-
        wait "$server"
        status=$?
        kill "$watcher" 2>/dev/null
        exit $status
        """;

    private readonly Process _process;
    private readonly Queue<string> _lines = new();
    private readonly Lock _lock = new();

    private LlamaServerProcess(Process process, int port)
    {
        _process = process;
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        process.OutputDataReceived += (_, e) => Keep(e.Data);
        process.ErrorDataReceived += (_, e) => Keep(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    public bool HasEnded => _process.HasExited;

    /// <summary>The last lines it wrote.</summary>
    public string LastWords
    {
        get
        {
            lock (_lock)
            {
                return _lines.Count == 0 ? "It wrote nothing." : string.Join(Environment.NewLine, _lines);
            }
        }
    }

    /// <summary>Starts the program on a free loopback port.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">The program cannot be started.</exception>
    public static LlamaServerProcess Start(string program, Func<int, IReadOnlyList<string>> arguments)
    {
        var port = FreePort();
        var start = new ProcessStartInfo
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        List<string> command = [program, .. arguments(port)];
        if (!OperatingSystem.IsWindows())
        {
            command = ["/bin/sh", "-c", Watch, "eval-llama-server", .. command];
        }

        start.FileName = command[0];
        command.Skip(1).ToList().ForEach(start.ArgumentList.Add);
        var process = new Process { StartInfo = start };
        process.Start();
        return new LlamaServerProcess(process, port);
    }

    /// <summary>What the program says of its flags.</summary>
    public static async Task<string> HelpAsync(string program, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, "--help") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return await output + await error;
    }

    /// <summary>How it ended, in words; only after it has.</summary>
    public async Task<string> DescribeEndAsync()
    {
        // Waits for the last lines too.
        await _process.WaitForExitAsync(CancellationToken.None);
        const int SignalBase = 128;
        var code = _process.ExitCode;
        var how = code > SignalBase ? $"was killed by signal {(code - SignalBase).ToString(CultureInfo.InvariantCulture)}" : $"ended with exit code {code.ToString(CultureInfo.InvariantCulture)}";
        return $"llama-server {how}. Its last words: {LastWords}";
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            if (OperatingSystem.IsWindows())
            {
                _process.Kill(entireProcessTree: true);
            }
            else
            {
                _process.StandardInput.Close();
            }

            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Keep(string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            return;
        }

        lock (_lock)
        {
            _lines.Enqueue(line.Trim());
            while (_lines.Count > KeptLines)
            {
                _lines.Dequeue();
            }
        }
    }
}
