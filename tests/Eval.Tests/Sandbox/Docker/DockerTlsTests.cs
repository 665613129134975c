using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Eval.Core.Scoring;
using Eval.Sandbox.Docker;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.Tests.Sandbox.Docker;

/// <summary>An engine behind TLS, spoken to as Docker's own command line does.</summary>
[TestFixture]
internal sealed class DockerTlsTests
{
    private readonly Dictionary<string, string> _variables = [];
    private TemporaryFolder _home = null!;
    private TestAuthority _authority = null!;
    private X509Certificate2 _certificate = null!;
    private TlsListener _engine = null!;

    [SetUp]
    public void Make()
    {
        _home = new TemporaryFolder();
        _authority = new TestAuthority();
        _certificate = _authority.Server(IPAddress.Loopback);
        _engine = new TlsListener(_certificate, AnswerAsync);
        _variables.Clear();
        _variables["DOCKER_HOST"] = _engine.Address;
        _variables["DOCKER_TLS_VERIFY"] = "1";
        _variables["DOCKER_CERT_PATH"] = _home.File("certificates");
    }

    [TearDown]
    public void Remove()
    {
        _engine.Dispose();
        _certificate.Dispose();
        _authority.Dispose();
        _home.Dispose();
    }

    [Test]
    public async Task An_engine_is_shown_the_certificate_of_DOCKER_CERT_PATH()
    {
        _authority.Write(_home.File("certificates"), "me");

        using var engine = await FindAsync();

        Assert.That(engine.Version, Is.EqualTo("docker 99.9"));
        Assert.That(_engine.Clients, Is.Not.Empty.And.All.EqualTo("CN=me"));
    }

    [Test]
    public async Task Without_DOCKER_CERT_PATH_the_files_lie_beside_the_configuration()
    {
        _variables.Remove("DOCKER_CERT_PATH");
        _authority.Write(_home.File(".docker"), "me");

        using var engine = await FindAsync();

        Assert.That(_engine.Clients, Is.Not.Empty.And.All.EqualTo("CN=me"));
    }

    [Test]
    public async Task Without_a_client_certificate_none_is_shown()
    {
        _authority.Write(_home.File("certificates"), null);

        using var engine = await FindAsync();

        Assert.That(_engine.Clients, Is.Not.Empty.And.All.EqualTo(""));
    }

    [Test]
    public async Task An_engine_of_another_authority_is_refused()
    {
        using var other = new TestAuthority();
        other.Write(_home.File("certificates"), "me");

        var error = await Assert.ThrowsAsync<SandboxUnavailableException>(FindAsync);

        Assert.That(error!.Message, Does.Contain(_engine.Address).And.Contains("certificate"));
    }

    [Test]
    public async Task An_engine_whose_certificate_names_another_host_is_refused()
    {
        using var certificate = _authority.Server(IPAddress.Parse("192.0.2.1"));
        using var engine = new TlsListener(certificate, AnswerAsync);
        _variables["DOCKER_HOST"] = engine.Address;
        _authority.Write(_home.File("certificates"), "me");

        var error = await Assert.ThrowsAsync<SandboxUnavailableException>(FindAsync);

        Assert.That(error!.Message, Does.Contain("NameMismatch"));
    }

    [Test]
    public async Task DOCKER_TLS_alone_takes_any_engine_at_its_word()
    {
        _variables.Remove("DOCKER_TLS_VERIFY");
        _variables["DOCKER_TLS"] = "1";
        using var other = new TestAuthority();
        other.Write(_home.File("certificates"), "me");

        using var engine = await FindAsync();

        Assert.That(_engine.Clients, Is.Not.Empty.And.All.EqualTo("CN=me"));
    }

    [TestCase("ca.pem")]
    [TestCase("cert.pem")]
    [TestCase("key.pem")]
    public async Task A_missing_file_is_named_with_the_variable_that_leads_to_it(string name)
    {
        _authority.Write(_home.File("certificates"), "me");
        File.Delete(_home.File("certificates", name));

        var error = await Assert.ThrowsAsync<SandboxUnavailableException>(FindAsync);

        Assert.That(error!.Message, Does.Contain($"{_home.File("certificates", name)} is missing").And.Contains("DOCKER_HOST"));
        Assert.That(error.Fix, Does.Contain("DOCKER_CERT_PATH"));
        Assert.That(_engine.Clients, Is.Empty);
    }

    [TestCase("ca.pem")]
    [TestCase("cert.pem")]
    public async Task A_file_that_is_no_certificate_is_named(string name)
    {
        _authority.Write(_home.File("certificates"), "me");
        _home.Write($"certificates/{name}", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");

        var error = await Assert.ThrowsAsync<SandboxUnavailableException>(FindAsync);

        Assert.That(error!.Message, Does.Contain($"{_home.File("certificates", name)} cannot be used"));
    }

    [Test]
    public async Task A_context_brings_its_own_certificates()
    {
        _variables.Clear();
        _variables["DOCKER_CONTEXT"] = "lab";
        // Not those of the variables, which are for DOCKER_HOST.
        _variables["DOCKER_CERT_PATH"] = _home.File("nowhere");
        WriteContext("lab", skipsVerification: false);
        _authority.Write(_home.File(".docker", "contexts", "tls", Hash("lab"), "docker"), "lab user");

        using var engine = await FindAsync();

        Assert.That(_engine.Clients, Is.Not.Empty.And.All.EqualTo("CN=lab user"));
    }

    [Test]
    public async Task A_context_whose_authority_is_missing_is_named()
    {
        _variables.Clear();
        _variables["DOCKER_CONTEXT"] = "lab";
        WriteContext("lab", skipsVerification: false);
        Directory.CreateDirectory(_home.File(".docker", "contexts", "tls", Hash("lab"), "docker"));

        var error = await Assert.ThrowsAsync<SandboxUnavailableException>(FindAsync);

        Assert.That(error!.Message, Does.Contain("context lab").And.Contains("ca.pem is missing"));
        Assert.That(error.Fix, Does.Contain("docker context inspect lab"));
    }

    [Test]
    public async Task A_context_made_without_verification_takes_any_engine_at_its_word()
    {
        _variables.Clear();
        _variables["DOCKER_CONTEXT"] = "lab";
        WriteContext("lab", skipsVerification: true);

        using var engine = await FindAsync();

        Assert.That(_engine.Clients, Is.Not.Empty);
    }

    [Test]
    public void A_socket_is_asked_without_TLS()
    {
        _variables["DOCKER_HOST"] = "unix:///var/run/docker.sock";

        Assert.That(Endpoints().List(null).Single().Tls, Is.Null);
    }

    private static string Hash(string context) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(context)));

    private static async Task AnswerAsync(Stream stream)
    {
        var seen = "";
        var buffer = new byte[4096];
        while (!seen.Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            var count = await stream.ReadAsync(buffer);
            if (count == 0)
            {
                return;
            }

            seen += Encoding.ASCII.GetString(buffer, 0, count);
        }

        const string Body = """{"Version":"99.9","ApiVersion":"1.41","Arch":"amd64","Os":"linux"}""";
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {Body.Length}\r\nConnection: close\r\n\r\n{Body}"));
    }

    private DockerEndpoints Endpoints() => new(name => _variables.GetValueOrDefault(name), _home.Path, _ => false, isWindows: false);

    private Task<DockerEngine> FindAsync() => DockerEngine.FindAsync(Endpoints(), null, TimeProvider.System, CancellationToken.None);

    private void WriteContext(string name, bool skipsVerification) => _home.Write(
        $".docker/contexts/meta/{Hash(name)}/meta.json",
        $$$"""{"Name":"{{{name}}}","Metadata":{},"Endpoints":{"docker":{"Host":"{{{_engine.Address}}}","SkipTLSVerify":{{{(skipsVerification ? "true" : "false")}}} } } }""");
}
