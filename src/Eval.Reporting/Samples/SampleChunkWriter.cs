using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Eval.Reporting.Samples;

/// <summary>Writes records into script files of a fixed number each: a page opened from a disk may load scripts, but no other data.</summary>
internal sealed class SampleChunkWriter(string folder) : IDisposable
{
    /// <summary>Records of one file.</summary>
    public const int Size = 200;

    private readonly ArrayBufferWriter<byte> _buffer = new(1 << 16);
    private Utf8JsonWriter? _json;
    private int _inChunk;
    private int _chunk;

    /// <summary>Writes one record by <paramref name="write"/>.</summary>
    public void Add(Action<Utf8JsonWriter> write)
    {
        if (_json is null)
        {
            _buffer.ResetWrittenCount();
            _buffer.Write("evalChunk("u8);
            _json = new Utf8JsonWriter(_buffer, SampleJson.Options);
            _json.WriteStartArray();
            _json.WriteNumberValue(_chunk);
        }

        write(_json);
        if (++_inChunk == Size)
        {
            Flush();
        }
    }

    /// <summary>Writes what is left.</summary>
    public void Flush()
    {
        if (_json is null)
        {
            return;
        }

        _json.WriteEndArray();
        _json.Dispose();
        _json = null;
        _buffer.Write(");\n"u8);
        Directory.CreateDirectory(folder);
        using var file = File.Create(Path.Combine(folder, _chunk.ToString(CultureInfo.InvariantCulture) + ".js"));
        file.Write(_buffer.WrittenSpan);
        _chunk++;
        _inChunk = 0;
    }

    public void Dispose() => _json?.Dispose();
}
