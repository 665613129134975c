using System.Diagnostics;
using System.Net.Sockets;
using Eval.Sandbox;
using Eval.Testing;

namespace Eval.IntegrationTests.Sandbox;

/// <summary>A Podman engine of the tests' own, on a socket of its own. Without Podman the running test is skipped visibly.</summary>
internal sealed class PodmanService : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Process _process;

    private PodmanService(string podman)
    {
        // crun refuses machines that mix both versions of control groups; runc does not.
        string[] runtime = File.Exists("/sys/fs/cgroup/unified/cgroup.procs") && CommandLine.Find("runc") is not null ? ["--runtime", "runc"] : [];
        _process = Process.Start(new ProcessStartInfo(podman, [.. runtime, "system", "service", "--time=0", Address]) { UseShellExecute = false, RedirectStandardError = true })!;
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
    }

    public string Address => "unix://" + _folder.File("podman.sock");

    public static async Task<PodmanService> StartAsync()
    {
        var podman = CommandLine.Find("podman");
        Require.Part("podman", podman is not null, "podman is not on PATH (on Debian: apt-get install podman)");
        var service = new PodmanService(podman!);
        var answers = false;
        for (var attempt = 0; attempt < 100 && !answers && !service._process.HasExited; attempt++)
        {
            answers = await AnswersAsync(service._folder.File("podman.sock"));
        }

        if (!answers)
        {
            service.Dispose();
            Require.Part("podman", false, "its service does not start here");
        }

        return service;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
        _folder.Dispose();
    }

    private static async Task<bool> AnswersAsync(string socket)
    {
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await client.ConnectAsync(new UnixDomainSocketEndPoint(socket));
            return true;
        }
        catch (SocketException)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), CancellationToken.None);
            return false;
        }
    }
}
