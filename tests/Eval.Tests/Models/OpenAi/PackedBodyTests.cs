using System.IO.Compression;
using System.Net;
using System.Text;
using Eval.Core.Models;
using Eval.Models.Http;
using NUnit.Framework;

namespace Eval.Tests.Models.OpenAi;

/// <summary>Answers that a server or a gateway packed.</summary>
[TestFixture]
public sealed class PackedBodyTests
{
    private static readonly byte[] Plain = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"choices\":[]} 答案 ", 500)));

    [TestCase("gzip")]
    [TestCase("x-gzip")]
    [TestCase("GZIP")]
    [TestCase("br")]
    [TestCase("deflate")]
    [TestCase("bare deflate")]
    [TestCase("identity")]
    [TestCase(null)]
    [TestCase("br, gzip")]
    public async Task A_packed_answer_is_unpacked(string? encoding)
    {
        var body = (encoding?.ToLowerInvariant()) switch
        {
            "gzip" or "x-gzip" => Gzip(Plain),
            "br" => Brotli(Plain),
            "deflate" => Pack(Plain, stream => new ZLibStream(stream, CompressionLevel.Optimal)),
            "bare deflate" => Pack(Plain, stream => new DeflateStream(stream, CompressionLevel.Optimal)),
            "br, gzip" => Gzip(Brotli(Plain)),
            _ => Plain,
        };

        var reply = await Ask(body, encoding?.Replace("bare ", "", StringComparison.Ordinal));

        Assert.That(reply.Body.ToArray(), Is.EqualTo(Plain));
    }

    [Test]
    public async Task What_can_be_unpacked_is_what_is_asked_for()
    {
        var sent = "";
        await Ask(Plain, encoding: null, request => sent = string.Join(", ", request.Headers.GetValues("Accept-Encoding")));

        Assert.That(sent, Is.EqualTo("gzip, deflate, br"));
    }

    [TestCase("gzip")]
    [TestCase("zstd")]
    public void An_answer_that_cannot_be_unpacked_may_be_asked_for_again(string encoding) =>
        Assert.That(() => Ask(Plain, encoding), Throws.TypeOf<ModelRequestException>().With.Property("IsTransient").True);

    [TestCase(null, true)]
    [TestCase(null, false)]
    [TestCase("gzip", true)]
    [TestCase("br", true)]
    public void An_answer_larger_than_anything_useful_ends_its_sample_alone(string? encoding, bool isAnnounced)
    {
        var huge = new byte[(1 << 20) + 1];
        var body = encoding is null ? huge : encoding == "br" ? Brotli(huge) : Gzip(huge);

        Assert.That(
            () => Ask(body, encoding, isAnnounced: isAnnounced),
            Throws.TypeOf<ModelRequestException>().With.Property("IsTransient").False.And.Message.EndsWith("the answer is larger than 1 MB"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task An_answer_as_large_as_is_allowed_is_read(bool isAnnounced) =>
        Assert.That((await Ask(new byte[1 << 20], encoding: null, isAnnounced: isAnnounced)).Body.Length, Is.EqualTo(1 << 20));

    private static async Task<HttpReply> Ask(byte[] body, string? encoding, Action<HttpRequestMessage>? seen = null, bool isAnnounced = true)
    {
        using var network = new PackingHandler(body, encoding, seen, isAnnounced);
        using var endpoint = new HttpEndpoint(new HttpEndpointOptions { BaseUrl = new Uri("http://h/v1"), Handler = network, MostBytes = 1 << 20 });
        return await endpoint.GetAsync("models", CancellationToken.None);
    }

    private static byte[] Gzip(byte[] plain) => Pack(plain, stream => new GZipStream(stream, CompressionLevel.Optimal));

    private static byte[] Brotli(byte[] plain) => Pack(plain, stream => new BrotliStream(stream, CompressionLevel.Optimal));

    private static byte[] Pack(byte[] plain, Func<Stream, Stream> pack)
    {
        using var packed = new MemoryStream();
        using (var stream = pack(packed))
        {
            stream.Write(plain);
        }

        return packed.ToArray();
    }

    private sealed class PackingHandler(byte[] body, string? encoding, Action<HttpRequestMessage>? seen, bool isAnnounced) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            seen?.Invoke(request);
            var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = isAnnounced ? new ByteArrayContent(body) : new StreamContent(new UnknownLength(body)) };
            if (encoding is not null)
            {
                response.Content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
            }

            return Task.FromResult(response);
        }
    }

    /// <summary>A stream that does not say how long it is.</summary>
    private sealed class UnknownLength(byte[] body) : MemoryStream(body)
    {
        public override bool CanSeek => false;
    }
}
