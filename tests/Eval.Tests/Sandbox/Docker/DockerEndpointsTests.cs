using System.Security.Cryptography;
using System.Text;
using Eval.Sandbox.Docker;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.Tests.Sandbox.Docker;

[TestFixture]
internal sealed class DockerEndpointsTests
{
    private readonly Dictionary<string, string> _variables = [];
    private readonly HashSet<string> _sockets = [];
    private TemporaryFolder _home = null!;

    [SetUp]
    public void Make()
    {
        _home = new TemporaryFolder();
        _variables.Clear();
        _sockets.Clear();
    }

    [TearDown]
    public void Remove() => _home.Dispose();

    private IReadOnlyList<string> List(string? given = null, bool isWindows = false) =>
        [.. new DockerEndpoints(name => _variables.GetValueOrDefault(name), _home.Path, _sockets.Contains, isWindows).List(given).Select(endpoint => endpoint.Address)];

    [Test]
    public void A_given_address_is_the_only_one()
    {
        _variables["DOCKER_HOST"] = "tcp://elsewhere:2375";

        Assert.That(List("unix:///given.sock"), Is.EqualTo(new[] { "unix:///given.sock" }));
    }

    [Test]
    public void DOCKER_HOST_is_the_only_one_when_it_is_set()
    {
        _variables["DOCKER_HOST"] = "tcp://elsewhere:2375";
        _sockets.Add("/var/run/docker.sock");

        Assert.That(List(), Is.EqualTo(new[] { "tcp://elsewhere:2375" }));
    }

    [Test]
    public void The_current_context_is_read_from_its_folder()
    {
        WriteContext("lab", "unix:///lab.sock");
        _home.Write(".docker/config.json", """{"currentContext": "lab"}""");

        Assert.That(List(), Is.EqualTo(new[] { "unix:///lab.sock" }));
    }

    [Test]
    public void DOCKER_CONTEXT_goes_before_the_current_context()
    {
        WriteContext("lab", "unix:///lab.sock");
        WriteContext("desk", "unix:///desk.sock");
        _home.Write(".docker/config.json", """{"currentContext": "lab"}""");
        _variables["DOCKER_CONTEXT"] = "desk";

        Assert.That(List(), Is.EqualTo(new[] { "unix:///desk.sock" }));
    }

    [Test]
    public void A_context_that_does_not_exist_is_named()
    {
        _variables["DOCKER_CONTEXT"] = "gone";

        Assert.That(() => List(), Throws.InstanceOf<InvalidDataException>().With.Message.StartsWith("Docker context 'gone' cannot be read"));
    }

    [TestCase("not json")]
    [TestCase("{}")]
    public void A_broken_configuration_leaves_the_default_sockets(string config)
    {
        _home.Write(".docker/config.json", config);
        _sockets.Add("/var/run/docker.sock");

        Assert.That(List(), Is.EqualTo(new[] { "unix:///var/run/docker.sock" }));
    }

    [Test]
    public void Sockets_that_exist_are_tried_Docker_first_then_rootless_then_Podman()
    {
        _variables["XDG_RUNTIME_DIR"] = "/run/user/1000";
        _sockets.UnionWith(["/run/podman/podman.sock", "/run/user/1000/podman/podman.sock", "/run/user/1000/docker.sock", "/var/run/docker.sock"]);

        Assert.That(List(), Is.EqualTo(new[]
        {
            "unix:///var/run/docker.sock", "unix:///run/user/1000/docker.sock", "unix:///run/user/1000/podman/podman.sock", "unix:///run/podman/podman.sock",
        }));
    }

    [Test]
    public void On_Windows_the_named_pipes_are_tried() =>
        Assert.That(List(isWindows: true)[0], Is.EqualTo("npipe://./pipe/docker_engine"));

    private void WriteContext(string name, string host) =>
        _home.Write(
            $".docker/contexts/meta/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))}/meta.json",
            $$$"""{"Name": "{{{name}}}", "Endpoints": {"docker": {"Host": "{{{host}}}"} } }""");
}
