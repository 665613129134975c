using System.Buffers;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Eval.Core.Datasets;

/// <summary>Digest of what a split says, whatever its packaging and line ends: SHA-256 over one canonical JSON line per sample.</summary>
public static class ContentDigest
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Lower-case hex digest of the samples in the given order. A line is <c>[id, question, [choices], target, {fields by name}]</c> and ends in a line feed.</summary>
    public static string Compute(IEnumerable<Sample> samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new ArrayBufferWriter<byte>(4096);
        foreach (var sample in samples)
        {
            buffer.ResetWrittenCount();
            using (var json = new Utf8JsonWriter(buffer, Options))
            {
                Write(json, sample);
            }

            hash.AppendData(buffer.WrittenSpan);
            hash.AppendData("\n"u8);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Write(Utf8JsonWriter json, Sample sample)
    {
        json.WriteStartArray();
        json.WriteStringValue(sample.Id);
        json.WriteStringValue(sample.Question);
        json.WriteStartArray();
        foreach (var choice in sample.Choices)
        {
            json.WriteStringValue(choice);
        }

        json.WriteEndArray();
        json.WriteStringValue(sample.Target);
        json.WriteStartObject();
        foreach (var (name, value) in sample.Fields.OrderBy(field => field.Key, StringComparer.Ordinal))
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        json.WriteEndArray();
    }
}
