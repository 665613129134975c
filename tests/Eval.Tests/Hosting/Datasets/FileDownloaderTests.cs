using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Eval.Hosting.Datasets.Downloads;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.Tests.Hosting.Datasets;

internal sealed class FileDownloaderTests
{
    private static readonly byte[] Content = Bytes(300_000, seed: 1);
    private static readonly DownloadOptions Quick = new() { FirstPause = TimeSpan.FromMilliseconds(1), Attempts = 3, Stall = TimeSpan.FromSeconds(20) };

    private FileServer _server = null!;
    private TemporaryFolder _folder = null!;
    private SilentObserver _observer = null!;

    private string Target => _folder.File("sub", "data.bin");

    [SetUp]
    public void Begin()
    {
        _server = new FileServer();
        _folder = new TemporaryFolder();
        _observer = new SilentObserver();
    }

    [TearDown]
    public async Task EndAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task A_file_arrives_whole_and_its_progress_is_told()
    {
        await DownloadAsync(_server.Serve("/data.bin", Content));

        Assert.That(await File.ReadAllBytesAsync(Target), Is.EqualTo(Content));
        Assert.That(Directory.GetFiles(_folder.File("sub")), Is.EqualTo([Target]));
        Assert.That(_observer.Progress.Last(), Is.EqualTo(((long)Content.Length, (long?)Content.Length)));
    }

    [TestCase(301)]
    [TestCase(302)]
    [TestCase(303)]
    [TestCase(307)]
    [TestCase(308)]
    public async Task Redirects_are_followed_to_relative_and_absolute_places(int status)
    {
        _server.Serve("/there/data.bin", Content);
        _server.Next("/a", FileReply.Redirect("b?x=1", status));
        _server.Next("/b?x=1", FileReply.Redirect(_server.At("/there/data.bin").AbsoluteUri, status));

        await DownloadAsync(_server.At("/a"));

        Assert.That(await File.ReadAllBytesAsync(Target), Is.EqualTo(Content));
        Assert.That(_server.Requests.Select(request => request.Path), Is.EqualTo(["/a", "/b?x=1", "/there/data.bin"]));
    }

    [Test]
    public void Redirects_in_a_circle_end_with_a_message()
    {
        for (var i = 0; i < 20; i++)
        {
            _server.Next("/a", FileReply.Redirect("/a"));
        }

        Assert.That(() => DownloadAsync(_server.At("/a")), Throws.TypeOf<DownloadException>().With.Message.Contains("redirected more than 10 times"));
        Assert.That(_server.Requests, Has.Count.EqualTo(11));
    }

    [TestCase("ftp://127.0.0.1/x")]
    [TestCase("file:///etc/hostname")]
    public void Redirects_to_anything_but_http_are_not_followed(string location)
    {
        _server.Next("/a", FileReply.Redirect(location));
        Assert.That(() => DownloadAsync(_server.At("/a")), Throws.TypeOf<DownloadException>().With.Message.Contains("not followed"));
    }

    [Test]
    public async Task A_truncated_body_is_noticed_and_continued_from_its_last_byte()
    {
        var url = _server.Serve("/data.bin", Content);
        _server.Next("/data.bin", new FileReply { Body = Content, Tag = "\"1\"", CutAfter = 100_000 });

        await DownloadAsync(url, Digest(Content));

        Assert.That(await File.ReadAllBytesAsync(Target), Is.EqualTo(Content));
        var second = _server.Requests[1];
        Assert.That(second.Header("Range"), Is.EqualTo("bytes=100000-"));
        Assert.That(second.Header("If-Range"), Is.EqualTo("\"1\""));
    }

    [Test]
    public async Task A_file_that_changed_meanwhile_is_fetched_from_its_beginning()
    {
        var old = Bytes(Content.Length, seed: 2);
        var url = _server.Serve("/data.bin", Content, tag: "\"new\"");
        _server.Next("/data.bin", new FileReply { Body = old, Tag = "\"old\"", CutAfter = 100_000 });

        await DownloadAsync(url);

        Assert.That(await File.ReadAllBytesAsync(Target), Is.EqualTo(Content));
    }

    [Test]
    public async Task Without_a_validator_parts_are_never_joined()
    {
        var url = _server.Serve("/data.bin", Content, tag: null);
        _server.Next("/data.bin", new FileReply { Body = Content, CutAfter = 100_000 });

        await DownloadAsync(url);

        Assert.That(await File.ReadAllBytesAsync(Target), Is.EqualTo(Content));
        Assert.That(_server.Requests.Select(request => request.Header("Range")), Is.All.Null);
    }

    [Test]
    public async Task A_weak_tag_does_not_join_parts()
    {
        var url = _server.Serve("/data.bin", Content, tag: "W/\"1\"");
        _server.Next("/data.bin", new FileReply { Body = Content, Tag = "W/\"1\"", CutAfter = 100_000 });

        await DownloadAsync(url);

        Assert.That(_server.Requests[1].Header("Range"), Is.Null);
        Assert.That(await File.ReadAllBytesAsync(Target), Is.EqualTo(Content));
    }

    [Test]
    public async Task A_server_that_sends_another_part_than_asked_is_not_believed()
    {
        var url = _server.Serve("/data.bin", Content);
        _server.Next("/data.bin", new FileReply { Body = Content, Tag = "\"1\"", CutAfter = 100_000 });
        _server.Next("/data.bin", new FileReply { Body = Content, Tag = "\"1\"", RangeShift = 1 });

        await DownloadAsync(url);

        Assert.That(await File.ReadAllBytesAsync(Target), Is.EqualTo(Content));
    }

    [Test]
    public void A_wrong_checksum_names_both_digests_and_leaves_nothing()
    {
        var wrong = new string('0', 64);
        Assert.That(
            () => DownloadAsync(_server.Serve("/data.bin", Content), wrong),
            Throws.TypeOf<DownloadException>().With.Message.Contains(wrong).And.Message.Contains(Digest(Content)));
        Assert.That(Directory.GetFiles(_folder.File("sub")), Is.Empty);
    }

    [TestCase(404)]
    [TestCase(403)]
    [TestCase(410)]
    public void A_refusal_is_not_asked_again(int status)
    {
        _server.Next("/data.bin", new FileReply { Status = status });
        Assert.That(() => DownloadAsync(_server.At("/data.bin")), Throws.TypeOf<DownloadException>().With.Message.Contains($"answered {status}"));
        Assert.That(_server.Requests, Has.Count.EqualTo(1));
    }

    [TestCase(429)]
    [TestCase(500)]
    [TestCase(503)]
    public async Task What_may_pass_is_asked_again(int status)
    {
        var url = _server.Serve("/data.bin", Content);
        _server.Next("/data.bin", new FileReply { Status = status });
        _server.Next("/data.bin", new FileReply { Status = status, Headers = new Dictionary<string, string> { ["Retry-After"] = "0" } });

        await DownloadAsync(url);

        Assert.That(_server.Requests, Has.Count.EqualTo(3));
        Assert.That(_observer.Notices, Has.Some.Contains($"answered {status}").And.Some.Contains("Trying again"));
    }

    [Test]
    public void Trying_again_ends()
    {
        for (var i = 0; i < 10; i++)
        {
            _server.Next("/data.bin", new FileReply { Status = 503 });
        }

        Assert.That(() => DownloadAsync(_server.At("/data.bin")), Throws.TypeOf<DownloadException>());
        Assert.That(_server.Requests, Has.Count.EqualTo(Quick.Attempts));
    }

    [Test]
    public async Task A_cancelled_download_is_continued_by_the_next_one()
    {
        var url = _server.Serve("/data.bin", Content);
        _server.Next("/data.bin", new FileReply { Body = Content, Tag = "\"1\"", CutAfter = 150_000, Hangs = true });
        using (var cancel = new CancellationTokenSource())
        {
            _observer.Received = received =>
            {
                if (received == 150_000)
                {
                    cancel.Cancel();
                }
            };
            Assert.That(() => DownloadAsync(url, sha256: null, cancel.Token), Throws.InstanceOf<OperationCanceledException>());
        }

        Assert.That(File.Exists(Target), Is.False);
        _observer.Received = null;
        await DownloadAsync(url, Digest(Content));

        Assert.That(_server.Requests[^1].Header("Range"), Is.EqualTo("bytes=150000-"));
        Assert.That(await File.ReadAllBytesAsync(Target), Is.EqualTo(Content));
    }

    [Test]
    public async Task A_connection_that_falls_silent_is_given_up_and_continued()
    {
        var url = _server.Serve("/data.bin", Content);
        _server.Next("/data.bin", new FileReply { Body = Content, Tag = "\"1\"", CutAfter = 150_000, Hangs = true });
        using var downloader = new FileDownloader(Quick with { Stall = TimeSpan.FromMilliseconds(300) }, TimeProvider.System, _observer);

        await downloader.DownloadAsync(url, Target, Digest(Content), CancellationToken.None);

        Assert.That(_observer.Notices, Has.Some.Contains("sent nothing for 0.3 s"));
        Assert.That(await File.ReadAllBytesAsync(Target), Is.EqualTo(Content));
    }

    [Test]
    public void A_file_larger_than_any_data_set_is_dropped()
    {
        using var downloader = new FileDownloader(Quick with { LargestFile = 1000 }, TimeProvider.System, _observer);
        Assert.That(
            () => downloader.DownloadAsync(_server.Serve("/data.bin", Content), Target, sha256: null, CancellationToken.None),
            Throws.TypeOf<DownloadException>().With.Message.Contains("larger than 1,000 bytes"));
        Assert.That(Directory.GetFiles(_folder.File("sub")), Is.Empty);
    }

    [Test]
    public void An_address_where_nobody_listens_is_named()
    {
        using var free = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        free.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var url = new Uri($"http://127.0.0.1:{((IPEndPoint)free.LocalEndPoint!).Port}/data.bin");

        Assert.That(() => DownloadAsync(url), Throws.TypeOf<DownloadException>().With.Message.Contains(url.AbsoluteUri));
    }

    private async Task DownloadAsync(Uri url, string? sha256 = null, CancellationToken cancellationToken = default)
    {
        using var downloader = new FileDownloader(Quick, TimeProvider.System, _observer);
        await downloader.DownloadAsync(url, Target, sha256, cancellationToken);
    }

    private static byte[] Bytes(int count, int seed)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private static string Digest(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
