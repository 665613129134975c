using System.Globalization;
using System.Text.Json;
using Eval.Benchmarks.MultipleChoice;
using Eval.Benchmarks.Numbers;
using Eval.Benchmarks.Reading;
using Eval.Core.Datasets;

namespace Eval.Benchmarks.Custom;

/// <summary>Reads a custom benchmark's CSV (with header) or JSON Lines file into samples.</summary>
internal static class CustomData
{
    /// <summary>Field that holds a code task's tests.</summary>
    public const string TestField = "test";

    /// <summary>Field that names a code task's function.</summary>
    public const string EntryPointField = "entry_point";

    /// <summary>Field that holds what a bare body continues.</summary>
    public const string HeaderField = "header";

    public static IReadOnlyList<Sample> Read(CustomDefinition definition, string path, CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        var samples = new List<Sample>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? ReadCsv(path, problems) : ReadJson(path, problems))
        {
            cancellationToken.ThrowIfCancellationRequested();
            void Report(string problem) => problems.Add(FormattableString.Invariant($"{path}:{row.Line}: {problem}"));

            if (ReadSample(definition, row, samples.Count, Report) is not { } sample)
            {
                continue;
            }

            samples.Add(sample);
            if (!ids.Add(sample.Id))
            {
                Report($"id \"{sample.Id}\" appeared before");
            }
        }

        if (samples.Count == 0 && problems.Count == 0)
        {
            problems.Add($"{path}:1: holds no rows");
        }

        return problems.Count == 0 ? samples : throw new DatasetException($"The data of custom benchmark {definition.Name} are broken.", problems);
    }

    private static Sample? ReadSample(CustomDefinition definition, CustomRow row, int position, Action<string> report)
    {
        var columns = definition.Columns;
        var missing = columns.All.Where(column => !row.Cells.ContainsKey(column)).Distinct().ToList();
        if (missing.Count > 0)
        {
            report($"has no column {string.Join(", ", missing)}");
            return null;
        }

        string Text(string? column) => column is null ? "" : string.Join('\n', row.Cells[column]);

        var choices = columns.Choices.SelectMany(column => row.Cells[column]).ToList();
        var key = columns.Answer is null ? null : CheckKey(definition.Kind, Text(columns.Answer), choices, report);
        if (key is null && columns.Answer is not null)
        {
            return null;
        }

        var subset = Text(columns.Subset);
        var fields = row.Cells.ToDictionary(cell => cell.Key, cell => string.Join('\n', cell.Value), StringComparer.Ordinal);
        if (definition.Kind == CustomKind.Code)
        {
            fields[EntryPointField] = Text(columns.EntryPoint);
            fields[TestField] = Text(columns.Test);
            fields[HeaderField] = Text(columns.Header);
        }

        return new Sample
        {
            Id = columns.Id is null ? (subset.Length > 0 ? subset + "/" : "") + position.ToString(CultureInfo.InvariantCulture) : Text(columns.Id),
            Subset = subset,
            Position = position,
            Question = Text(columns.Question),
            Choices = choices,
            Target = key,
            Fields = fields,
        };
    }

    // A choice's key may be its letter or its text.
    private static string? CheckKey(CustomKind kind, string key, List<string> choices, Action<string> report)
    {
        switch (kind)
        {
            case CustomKind.Choice when choices.Count is < 2 or > 26:
                report(FormattableString.Invariant($"has {choices.Count} options; 2 to 26 can be lettered"));
                return null;
            case CustomKind.Choice:
                var index = key.Trim() is [>= 'A' and <= 'Z'] letter && letter[0] - 'A' < choices.Count ? letter[0] - 'A' : choices.IndexOf(key);
                if (index < 0)
                {
                    report($"the answer \"{key}\" is neither a letter nor the text of an option");
                    return null;
                }

                return Letters.At(index);
            case CustomKind.Numeric when AnswerNumber.ReadKey(key) is null:
                report($"the answer \"{key}\" is no number");
                return null;
            default:
                return key;
        }
    }

    private static IEnumerable<CustomRow> ReadCsv(string path, List<string> problems)
    {
        string[]? header = null;
        foreach (var row in CsvFile.Read(path))
        {
            if (header is null)
            {
                header = row.Cells;
            }
            else if (row.Cells.Length != header.Length)
            {
                problems.Add(FormattableString.Invariant($"{path}:{row.Line}: has {row.Cells.Length} cells; the header has {header.Length}"));
            }
            else
            {
                var cells = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
                for (var i = 0; i < header.Length; i++)
                {
                    cells[header[i]] = [row.Cells[i]];
                }

                yield return new CustomRow(row.Line, cells);
            }
        }
    }

    private static IEnumerable<CustomRow> ReadJson(string path, List<string> problems)
    {
        var file = JsonLinesFile.Read(path, problems);
        foreach (var line in file.Lines)
        {
            yield return new CustomRow(line.Number, line.Value.EnumerateObject().ToDictionary(property => property.Name, property => Texts(property.Value), StringComparer.Ordinal));
        }
    }

    private static IReadOnlyList<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => [.. value.EnumerateArray().SelectMany(Texts)],
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Null => [""],
        _ => [value.GetRawText()],
    };
}
