using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Eval.Benchmarks.Reading;

/// <summary>A JSON Lines file, plain or gzip (<c>.gz</c>). Only a line feed ends a line: U+2028 and its like inside strings survive.</summary>
public sealed class JsonLinesFile
{
    private readonly string _path;
    private readonly List<string> _problems;

    private JsonLinesFile(string path, IReadOnlyList<JsonLine> lines, List<string> problems)
    {
        _path = path;
        _problems = problems;
        Lines = lines;
    }

    /// <summary>The lines that hold an object, in file order; blank lines are skipped, broken ones are problems.</summary>
    public IReadOnlyList<JsonLine> Lines { get; }

    /// <summary>Reads the whole file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="problems">Takes one <c>file:line: what</c> per broken line, now and from <see cref="Text"/>.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<JsonLinesFile> ReadAsync(string path, List<string> problems, CancellationToken cancellationToken) =>
        Parse(path, await File.ReadAllBytesAsync(path, cancellationToken), problems);

    /// <summary>Reads a small file at once, see <see cref="ReadAsync"/>.</summary>
    public static JsonLinesFile Read(string path, List<string> problems) => Parse(path, File.ReadAllBytes(path), problems);

    /// <summary>A text property of a line; a missing or non-text one is a problem and reads as null.</summary>
    public string? Text(JsonLine line, string name)
    {
        ArgumentNullException.ThrowIfNull(line);
        if (!line.Value.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.String)
        {
            Report(line, $"has no text property \"{name}\"");
            return null;
        }

        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            Report(line, $"property \"{name}\" is not valid Unicode text");
            return null;
        }
    }

    /// <summary>Adds a problem of one line.</summary>
    public void Report(JsonLine line, string problem)
    {
        ArgumentNullException.ThrowIfNull(line);
        _problems.Add(Problem(_path, line.Number, problem));
    }

    private static JsonLinesFile Parse(string path, byte[] content, List<string> problems)
    {
        ArgumentNullException.ThrowIfNull(problems);
        var bytes = Unpack(path, content, problems);
        var lines = new List<JsonLine>();
        var number = 0;
        for (var start = 0; start < bytes.Length; number++)
        {
            var length = bytes.AsSpan(start).IndexOf((byte)'\n');
            var end = length < 0 ? bytes.Length : start + length;
            if (ParseLine(path, number + 1, bytes.AsMemory(start..end), problems) is { } value)
            {
                lines.Add(new JsonLine(number + 1, value));
            }

            start = end + 1;
        }

        return new JsonLinesFile(path, lines, problems);
    }

    private static byte[] Unpack(string path, byte[] bytes, List<string> problems)
    {
        if (!path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
        {
            return WithoutByteOrderMark(bytes);
        }

        try
        {
            using var unpacked = new MemoryStream();
            using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
            gzip.CopyTo(unpacked);
            return WithoutByteOrderMark(unpacked.ToArray());
        }
        catch (InvalidDataException exception)
        {
            problems.Add(Problem(path, 1, $"is not a whole gzip file: {exception.Message}"));
            return [];
        }
    }

    private static byte[] WithoutByteOrderMark(byte[] bytes) => bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes[3..] : bytes;

    private static JsonElement? ParseLine(string path, int number, ReadOnlyMemory<byte> line, List<string> problems)
    {
        if (line.Span.IndexOfAnyExcept(" \t\r"u8) < 0)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(line);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document.RootElement.Clone();
            }

            problems.Add(Problem(path, number, "is not a JSON object"));
        }
        catch (JsonException exception)
        {
            problems.Add(Problem(path, number, $"is not valid JSON at byte {exception.BytePositionInLine}: {FirstSentence(exception.Message)}"));
        }

        return null;
    }

    // The library's message goes on with "LineNumber: 0 | BytePositionInLine: 7", which would contradict ours.
    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }

    private static string Problem(string path, int line, string what) => FormattableString.Invariant($"{path}:{line}: {what}");
}
