using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Eval.Core.Results;

/// <summary>A place to write compact UTF-8 JSON in, escaped only where JSON must be. Each thread keeps one: a writer asks for three times the length of every text, and thousands of requests a second would leave that much behind.</summary>
/// <remarks>Used and disposed on one thread, without an await between.</remarks>
public sealed class JsonBuffer : IDisposable
{
    private const int LargestKept = 1024 * 1024;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [ThreadStatic]
    private static JsonBuffer? _kept;

    private readonly ArrayBufferWriter<byte> _bytes = new(4096);

    private JsonBuffer()
    {
        Json = new Utf8JsonWriter(_bytes, Options);
    }

    /// <summary>Writes into the buffer.</summary>
    public Utf8JsonWriter Json { get; }

    /// <summary>An empty buffer.</summary>
    public static JsonBuffer Rent()
    {
        // Taken away while in use, so that who writes JSON in between gets another.
        var buffer = _kept ?? new JsonBuffer();
        _kept = null;
        return buffer;
    }

    /// <summary>What was written; valid until the buffer is disposed.</summary>
    public ReadOnlySpan<byte> Written()
    {
        Json.Flush();
        return _bytes.WrittenSpan;
    }

    /// <summary>Gives the buffer back to its thread.</summary>
    public void Dispose()
    {
        if (_bytes.Capacity <= LargestKept)
        {
            _bytes.ResetWrittenCount();
            Json.Reset();
            _kept = this;
        }
    }
}
