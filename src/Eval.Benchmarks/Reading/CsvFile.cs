using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Eval.Benchmarks.Reading;

/// <summary>Reads CSV so that every cell equals what Python's csv module reads: nothing is trimmed, converted or dropped but blank lines.</summary>
public static class CsvFile
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly CsvConfiguration Configuration = new(CultureInfo.InvariantCulture)
    {
        HasHeaderRecord = false,
        Mode = CsvMode.RFC4180,
        // A quote inside an unquoted cell is ordinary text; the default would throw on college_medicine_val.csv.
        BadDataFound = null,
        BufferSize = 64 * 1024,
    };

    /// <summary>All records in file order.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">The file is not UTF-8.</exception>
    public static IEnumerable<CsvRow> Read(string path)
    {
        using var reader = new StreamReader(path, StrictUtf8, detectEncodingFromByteOrderMarks: true, bufferSize: 64 * 1024);
        using var parser = new CsvParser(reader, Configuration);
        var line = 1;
        while (Advance(parser, path))
        {
            yield return new CsvRow(line, parser.Record!);
            line = parser.RawRow + 1;
        }
    }

    private static bool Advance(CsvParser parser, string path)
    {
        try
        {
            return parser.Read();
        }
        catch (DecoderFallbackException exception)
        {
            throw new InvalidDataException($"{path} is not UTF-8 text.", exception);
        }
    }
}
