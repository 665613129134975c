using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Eval.Core.Results;

/// <summary>Writes JSON into an array of just its size. Each thread keeps the buffer it writes in: a writer asks for three times the length of every text, and thousands of requests a second would leave that much behind.</summary>
public static class JsonBytes
{
    private const int LargestKept = 1024 * 1024;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _json;

    /// <summary>Compact UTF-8; only what JSON must escape is escaped.</summary>
    public static byte[] Write(Action<Utf8JsonWriter> content)
    {
        ArgumentNullException.ThrowIfNull(content);

        // Taken away while in use, so that a content that writes JSON of its own gets another.
        var (buffer, json) = (_buffer ?? new ArrayBufferWriter<byte>(4096), _json);
        (_buffer, _json) = (null, null);
        if (json is null)
        {
            json = new Utf8JsonWriter(buffer, Options);
        }
        else
        {
            buffer.ResetWrittenCount();
            json.Reset(buffer);
        }

        content(json);
        json.Flush();
        var bytes = buffer.WrittenSpan.ToArray();
        if (buffer.Capacity <= LargestKept)
        {
            (_buffer, _json) = (buffer, json);
        }

        return bytes;
    }
}
