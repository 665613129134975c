using System.IO.Compression;
using System.Net.Http.Headers;

namespace Eval.Models.Http;

/// <summary>Bodies that a server packed. The handler's own unpacking builds a header and wraps a stream for every request, packed or not, and most servers never pack.</summary>
internal static class PackedBody
{
    /// <summary>Value of <c>Accept-Encoding</c>: what is unpacked here.</summary>
    public const string Accepted = "gzip, deflate, br";

    /// <summary>The body as it was before the encodings that the header names; the same array where it names none.</summary>
    /// <param name="body">As it came.</param>
    /// <param name="headers">Of the answer.</param>
    /// <param name="mostBytes">What it may unpack to.</param>
    /// <exception cref="InvalidDataException">It is not packed as the header says, it is cut, or nobody asked for this encoding.</exception>
    /// <exception cref="HttpRequestException">It unpacks to more than is allowed (<see cref="HttpRequestError.ConfigurationLimitExceeded"/>).</exception>
    public static byte[] Unpack(byte[] body, HttpContentHeaders headers, int mostBytes)
    {
        if (!headers.NonValidated.TryGetValues("Content-Encoding", out var values))
        {
            return body;
        }

        // The last one named was applied last.
        foreach (var encoding in values.ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Reverse())
        {
            body = Unpack(body, encoding, mostBytes);
        }

        return body;
    }

    private static byte[] Unpack(byte[] body, string encoding, int mostBytes)
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
        using var plain = new MemoryStream(Math.Min(body.Length * 4, mostBytes));
        var piece = new byte[16 * 1024];
        for (var count = stream.Read(piece); count > 0; count = stream.Read(piece))
        {
            if (plain.Length + count > mostBytes)
            {
                throw new HttpRequestException(HttpRequestError.ConfigurationLimitExceeded);
            }

            plain.Write(piece, 0, count);
        }

        return plain.ToArray();
    }

    // The name means zlib (RFC 9110, 8.4.1.2), and some servers send bare deflate.
    private static Stream Inflate(MemoryStream packed, byte[] body)
    {
        var isZlib = body.Length > 1 && (body[0] & 0x0F) == 8 && ((body[0] << 8) | body[1]) % 31 == 0;
        return isZlib ? new ZLibStream(packed, CompressionMode.Decompress) : new DeflateStream(packed, CompressionMode.Decompress);
    }
}
