using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Docker.DotNet.Models;
using Eval.Core.Scoring;
using Eval.Sandbox;
using Eval.Sandbox.Docker;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.IntegrationTests.Sandbox;

/// <summary>An image comes from a registry by digest, and the digest is what stands in the run. The registry is one on this machine.</summary>
[TestFixture]
[NonParallelizable]
internal sealed class RegistryTests
{
    private static readonly string WrongDigest = "sha256:" + new string('0', 64);

    private readonly TemporaryFolder _folder = new();
    private readonly int _port = FreePort();
    private Process? _registry;
    private DockerEngine _engine = null!;
    private string _digest = "";

    private string Repository => $"127.0.0.1:{_port.ToString(CultureInfo.InvariantCulture)}/eval-sandbox";

    [OneTimeSetUp]
    public async Task Push()
    {
        await using (await Engines.DockerAsync(Options(null)))
        {
            // The image is there now.
        }

        _engine = await DockerEngine.FindAsync(DockerEndpoints.OfThisMachine, null, TimeProvider.System, CancellationToken.None);
        StartRegistry();
        var image = (await SandboxImages.FindAsync(_engine, CancellationToken.None))!;
        await _engine.Client.Images.TagImageAsync(image.Id, new ImageTagParameters { RepositoryName = Repository, Tag = "one" }, CancellationToken.None);
        var messages = new MessageSink();
        for (var attempt = 0; attempt < 20; attempt++)
        {
            messages = new MessageSink();
            await _engine.Client.Images.PushImageAsync(Repository, new ImagePushParameters { Tag = "one" }, new AuthConfig(), messages, CancellationToken.None);
            if (messages.Error is null)
            {
                break;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(250), CancellationToken.None);
        }

        Require.Part("registry", messages.Error is null, $"the image cannot be pushed: {messages.Error}");
        _digest = (await SandboxImages.LookAsync(_engine, $"{Repository}:one", CancellationToken.None))!.Digest;
        await ForgetAsync();
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (_engine is not null)
        {
            await ForgetAsync();
            _engine.Dispose();
        }

        if (_registry is { HasExited: false })
        {
            _registry.Kill();
            await _registry.WaitForExitAsync();
        }

        _registry?.Dispose();
        _folder.Dispose();
    }

    [TearDown]
    public Task Forget() => ForgetAsync();

    [Test]
    public async Task An_image_is_pulled_by_its_digest_and_the_digest_is_recorded()
    {
        await using var sandbox = await Engines.DockerAsync(Options($"{Repository}@{_digest}"));

        Assert.That(sandbox.Info.Digest, Is.EqualTo(_digest));
        Assert.That(sandbox.Info.Limits["image"], Is.EqualTo($"{Repository}@{_digest}"));
        Assert.That((await sandbox.RunAsync(GoodProgram.Request, CancellationToken.None)).Verdict, Is.EqualTo(SandboxVerdict.Passed));
    }

    [Test]
    public async Task A_tag_is_resolved_to_a_digest_which_is_recorded()
    {
        await using var sandbox = await Engines.DockerAsync(Options($"{Repository}:one"));

        Assert.That(sandbox.Info.Digest, Is.EqualTo(_digest).And.StartsWith("sha256:"));
    }

    [Test]
    public async Task A_digest_that_the_registry_does_not_have_is_named_with_its_words()
    {
        var error = await Assert.ThrowsAsync<SandboxUnavailableException>(() => SandboxFactory.CreateAsync(Options($"{Repository}@{WrongDigest}"), CancellationToken.None));

        Assert.That(error!.Message, Does.StartWith($"The image {Repository}@{WrongDigest} is not there and cannot be pulled: ").And.Contains("not found"));
        Assert.That(error.Fix, Does.StartWith("look at its name, tag and digest"));
    }

    private static SandboxOptions Options(string? image) => new() { Kind = SandboxKind.Docker, RunId = "registry", Parallelism = 1, Image = image };

    private void StartRegistry()
    {
        var config = _folder.Write(
            "registry.yml",
            $"version: 0.1\nlog:\n  level: error\nstorage:\n  filesystem:\n    rootdirectory: {_folder.File("store")}\nhttp:\n  addr: 127.0.0.1:{_port.ToString(CultureInfo.InvariantCulture)}\n");
        try
        {
            _registry = Process.Start(new ProcessStartInfo("docker-registry", ["serve", config]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
            _registry.BeginOutputReadLine();
            _registry.BeginErrorReadLine();
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            Require.Part("registry", false, $"docker-registry (on Debian: apt-get install docker-registry): {error.Message}");
        }
    }

    /// <summary>Takes the registry's names from the image, so that the next test must pull it again.</summary>
    private async Task ForgetAsync()
    {
        foreach (var name in new[] { $"{Repository}:one", $"{Repository}@{_digest}" })
        {
            try
            {
                await _engine.Client.Images.DeleteImageAsync(name, new ImageDeleteParameters(), CancellationToken.None);
            }
            catch (Docker.DotNet.DockerApiException)
            {
                // It does not have that name.
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
