using System.Globalization;
using System.Text.Json;

namespace Eval.Core.Results;

/// <summary>Reads samples files line by line. A last line without its line feed is what a killed process leaves behind: it counts only if it is whole.</summary>
public static class SampleReader
{
    /// <summary>Streams the records in file order. Nothing is kept.</summary>
    /// <exception cref="RunFolderException">A line that is ended by a line feed is broken; the message names file and line.</exception>
    public static IEnumerable<SampleRecord> Read(string path)
    {
        using var lines = new Utf8LineReader(path);
        while (lines.Next())
        {
            if (lines.IsBlank)
            {
                continue;
            }

            if (Parse(path, lines) is { } record)
            {
                yield return record;
            }
        }
    }

    /// <summary>Makes a samples file fit for appending: cuts off a torn last line, or ends a whole one that only lacks its line feed.</summary>
    /// <returns>Bytes cut off; 0 when nothing was torn or there is no file.</returns>
    /// <exception cref="RunStorageException">The file cannot be changed.</exception>
    public static long Repair(string path)
    {
        if (!File.Exists(path))
        {
            return 0;
        }

        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
            var start = StartOfLastLine(file);
            var length = file.Length - start;
            if (length == 0)
            {
                return 0;
            }

            var line = new byte[length];
            file.Position = start;
            file.ReadExactly(line);
            if (TryParse(line) is not null)
            {
                file.Write("\n"u8);
                return 0;
            }

            file.SetLength(start);
            return length;
        }
        catch (Exception exception) when (RunStorageException.IsStorageFailure(exception))
        {
            throw RunStorageException.From("repair", path, exception);
        }
    }

    // Offset after the last line feed, found from the end: the file may be large.
    private static long StartOfLastLine(FileStream file)
    {
        var block = new byte[16 * 1024];
        for (var end = file.Length; end > 0;)
        {
            var start = Math.Max(0, end - block.Length);
            var part = block.AsSpan(0, (int)(end - start));
            file.Position = start;
            file.ReadExactly(part);
            var found = part.LastIndexOf((byte)'\n');
            if (found >= 0)
            {
                return start + found + 1;
            }

            end = start;
        }

        return 0;
    }

    private static SampleRecord? Parse(string path, Utf8LineReader lines)
    {
        try
        {
            return JsonSerializer.Deserialize(lines.Line, EvalJson.Line.SampleRecord)
                ?? throw new JsonException("The line is null.");
        }
        catch (JsonException) when (!lines.IsTerminated)
        {
            return null;
        }
        catch (JsonException exception)
        {
            throw new RunFolderException(
                string.Create(CultureInfo.InvariantCulture, $"{path}:{lines.Number}: the line is not a sample record: {exception.Message}"),
                "Restore the line, or delete it: the sample is then done again.",
                exception);
        }
    }

    private static SampleRecord? TryParse(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, EvalJson.Line.SampleRecord);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
