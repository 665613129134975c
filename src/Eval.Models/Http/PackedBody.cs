using System.IO.Compression;
using System.Net.Http.Headers;

namespace Eval.Models.Http;

/// <summary>Bodies that a server packed. The handler's own unpacking builds a header and wraps a stream for every request, packed or not, and most servers never pack.</summary>
internal static class PackedBody
{
    /// <summary>Value of <c>Accept-Encoding</c>: what is unpacked here.</summary>
    public const string Accepted = "gzip, deflate, br";

    /// <summary>The body as it was before the encodings that the header names; the same array where it names none.</summary>
    /// <exception cref="InvalidDataException">It is not packed as the header says, it is cut, or nobody asked for this encoding.</exception>
    public static byte[] Unpack(byte[] body, HttpContentHeaders headers)
    {
        if (!headers.NonValidated.TryGetValues("Content-Encoding", out var values))
        {
            return body;
        }

        // The last one named was applied last.
        foreach (var encoding in values.ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Reverse())
        {
            body = Unpack(body, encoding);
        }

        return body;
    }

    private static byte[] Unpack(byte[] body, string encoding)
    {
        if (body.Length == 0 || encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            return body;
        }

        using var packed = new MemoryStream(body, writable: false);
        using var stream = encoding.ToLowerInvariant() switch
        {
            "gzip" or "x-gzip" => new GZipStream(packed, CompressionMode.Decompress),
            "deflate" => Inflate(packed, body),
            "br" => (Stream)new BrotliStream(packed, CompressionMode.Decompress),
            _ => throw new InvalidDataException($"the answer is packed as {encoding}, which was not asked for"),
        };
        using var plain = new MemoryStream(body.Length * 4);
        stream.CopyTo(plain);
        return plain.ToArray();
    }

    // The name means zlib (RFC 9110, 8.4.1.2), and some servers send bare deflate.
    private static Stream Inflate(MemoryStream packed, byte[] body)
    {
        var isZlib = body.Length > 1 && (body[0] & 0x0F) == 8 && ((body[0] << 8) | body[1]) % 31 == 0;
        return isZlib ? new ZLibStream(packed, CompressionMode.Decompress) : new DeflateStream(packed, CompressionMode.Decompress);
    }
}
