using System.Globalization;
using Eval.Benchmarks.MultipleChoice;
using Eval.Benchmarks.Reading;
using Eval.Core.Datasets;

namespace Eval.Benchmarks.Ceval;

/// <summary>Rows of a C-Eval file: a header, then id, question, four options and, depending on split and release, answer and explanation.</summary>
internal static class CevalFile
{
    private static readonly string[] RequiredColumns = ["id", "question", "A", "B", "C", "D"];
    private static readonly string[] OptionalColumns = ["answer", ChoiceFields.Explanation];

    public static IEnumerable<Sample> Read(SubjectFile file, ICollection<string> problems)
    {
        Dictionary<string, int>? columns = null;
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in CsvFile.Read(file.Path))
        {
            if (columns is null)
            {
                columns = ReadHeader(file, row, problems);
                if (columns is null)
                {
                    yield break;
                }
            }
            else if (ReadRow(file, row, columns, ids, problems) is { } sample)
            {
                yield return sample;
            }
        }

        if (columns is null)
        {
            problems.Add($"{file.Path}:1: the file is empty, expected a header {string.Join(',', RequiredColumns)}");
        }
    }

    private static Dictionary<string, int>? ReadHeader(SubjectFile file, CsvRow row, ICollection<string> problems)
    {
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        var isSound = true;
        for (var i = 0; i < row.Cells.Length; i++)
        {
            var name = row.Cells[i];
            if (!RequiredColumns.Contains(name) && !OptionalColumns.Contains(name))
            {
                problems.Add($"{file.Path}:1: unknown column \"{name}\"");
                isSound = false;
            }
            else if (!columns.TryAdd(name, i))
            {
                problems.Add($"{file.Path}:1: column \"{name}\" stands there twice");
                isSound = false;
            }
        }

        foreach (var missing in RequiredColumns.Where(name => !columns.ContainsKey(name)))
        {
            problems.Add($"{file.Path}:1: column \"{missing}\" is missing");
            isSound = false;
        }

        return isSound ? columns : null;
    }

    private static Sample? ReadRow(SubjectFile file, CsvRow row, Dictionary<string, int> columns, HashSet<string> ids, ICollection<string> problems)
    {
        var (line, cells) = row;
        if (cells.Length != columns.Count)
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"{file.Path}:{line}: {cells.Length} columns, the header has {columns.Count}"));
            return null;
        }

        var id = cells[columns["id"]];
        if (id.Length == 0 || !ids.Add(id))
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"{file.Path}:{line}: the id \"{id}\" is {(id.Length == 0 ? "empty" : "there twice")}"));
            return null;
        }

        var answer = Cell(cells, columns, "answer");
        var target = answer is null ? null : Letters.Parse(answer);
        if (answer is not null && target is null)
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"{file.Path}:{line}: the answer is \"{answer}\", expected A, B, C or D"));
            return null;
        }

        var sample = new Sample
        {
            Id = $"{file.Subject}/{id}",
            Subset = file.Subject,
            Position = 0,
            Question = cells[columns["question"]],
            Choices = [cells[columns["A"]], cells[columns["B"]], cells[columns["C"]], cells[columns["D"]]],
            Target = target,
        };
        return Cell(cells, columns, ChoiceFields.Explanation) is { } explanation
            ? sample with { Fields = new Dictionary<string, string> { [ChoiceFields.Explanation] = explanation } }
            : sample;
    }

    /// <summary>The cell of an optional column; null where the column is absent or the cell is empty.</summary>
    private static string? Cell(string[] cells, Dictionary<string, int> columns, string name) =>
        columns.TryGetValue(name, out var index) && cells[index].Length > 0 ? cells[index] : null;
}
