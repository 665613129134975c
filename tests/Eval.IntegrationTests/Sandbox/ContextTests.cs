using System.Diagnostics;
using Eval.Sandbox.Docker;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.IntegrationTests.Sandbox;

/// <summary>A context that Docker's own command line made is found as that command line finds it.</summary>
[TestFixture]
internal sealed class ContextTests
{
    [Test]
    public async Task A_context_made_and_chosen_with_dockers_command_line_leads_to_its_engine()
    {
        using var probe = await ContainerProbe.OpenAsync("context");
        using var folder = new TemporaryFolder();
        await DockerAsync(folder.Path, "context", "create", "lab", "--docker", $"host={probe.Address}");
        await DockerAsync(folder.Path, "context", "create", "gone", "--docker", "host=unix:///nowhere/docker.sock");
        await DockerAsync(folder.Path, "context", "use", "lab");
        var variables = new Dictionary<string, string> { ["DOCKER_CONFIG"] = folder.Path };
        var endpoints = new DockerEndpoints(variables.GetValueOrDefault, "/nowhere", Path.Exists, isWindows: false);

        using var engine = await DockerEngine.FindAsync(endpoints, null, TimeProvider.System, CancellationToken.None);
        variables["DOCKER_CONTEXT"] = "gone";
        var error = await Assert.ThrowsAsync<Core.Scoring.SandboxUnavailableException>(() => DockerEngine.FindAsync(endpoints, null, TimeProvider.System, CancellationToken.None));

        Assert.That(engine.Endpoint, Is.EqualTo(new DockerEndpoint(probe.Address, "context lab")));
        Assert.That(error!.Message, Does.Contain("unix:///nowhere/docker.sock (context gone)"));
    }

    private static async Task DockerAsync(string config, params string[] arguments)
    {
        var start = new ProcessStartInfo("docker", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["DOCKER_CONFIG"] = config;
        start.Environment.Remove("DOCKER_HOST");
        start.Environment.Remove("DOCKER_CONTEXT");
        try
        {
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = await process.StandardError.ReadToEndAsync();
            await output;
            await process.WaitForExitAsync();
            Assert.That(process.ExitCode, Is.Zero, errors);
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            Require.Part("docker", false, $"docker's command line: {error.Message}");
        }
    }
}
