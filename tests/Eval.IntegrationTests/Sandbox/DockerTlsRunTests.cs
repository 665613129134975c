using System.Net;
using System.Net.Sockets;
using Eval.Core.Scoring;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.IntegrationTests.Sandbox;

/// <summary>A real engine behind TLS: programs run, and their containers' streams go through it.</summary>
[TestFixture]
internal sealed class DockerTlsRunTests : DockerTests
{
    [Test]
    public async Task Programs_run_on_an_engine_behind_TLS()
    {
        const string Unix = "unix://";
        Assume.That(Probe.Address, Does.StartWith(Unix), "needs an engine on a Unix socket");
        using var folder = new TemporaryFolder();
        using var authority = new TestAuthority();
        authority.Write(folder.Path, "me");
        using var certificate = authority.Server(IPAddress.Loopback);
        using var engine = new TlsListener(certificate, stream => ForwardAsync(stream, Probe.Address[Unix.Length..]));
        var before = (Environment.GetEnvironmentVariable("DOCKER_TLS_VERIFY"), Environment.GetEnvironmentVariable("DOCKER_CERT_PATH"));
        Environment.SetEnvironmentVariable("DOCKER_TLS_VERIFY", "1");
        Environment.SetEnvironmentVariable("DOCKER_CERT_PATH", folder.Path);
        try
        {
            await using var sandbox = await Engines.DockerAsync(Options with { DockerHost = engine.Address, Parallelism = 2 });
            var wrong = GoodProgram.Request with { Program = "def double(x):\n    return x\n" };

            var results = await Task.WhenAll(
                Enumerable.Range(0, 10).Select(index => sandbox.RunAsync(index % 2 == 0 ? GoodProgram.Request : wrong, CancellationToken.None)));

            Assert.That(results.Where((_, index) => index % 2 == 0).Select(result => result.Verdict), Is.All.EqualTo(SandboxVerdict.Passed));
            Assert.That(results.Where((_, index) => index % 2 == 1).Select(result => result.Verdict), Is.All.EqualTo(SandboxVerdict.Failed));
            Assert.That(results.Select(result => result.Attempts), Is.All.EqualTo(1));
        }
        finally
        {
            Environment.SetEnvironmentVariable("DOCKER_TLS_VERIFY", before.Item1);
            Environment.SetEnvironmentVariable("DOCKER_CERT_PATH", before.Item2);
        }

        Assert.That(engine.Clients, Is.Not.Empty.And.All.EqualTo("CN=me"));
        Assert.That(await Probe.LeftAfterAsync(TimeSpan.FromSeconds(10) * MachineLoad.Factor), Is.Empty);
    }

    private static async Task ForwardAsync(Stream client, string socket)
    {
        using var server = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await server.ConnectAsync(new UnixDomainSocketEndPoint(socket));
        await using var stream = new NetworkStream(server);
        await Task.WhenAny(client.CopyToAsync(stream), stream.CopyToAsync(client));
    }
}
