using System.Globalization;
using Eval.Benchmarks.MultipleChoice;
using Eval.Benchmarks.Reading;
using Eval.Core.Datasets;

namespace Eval.Benchmarks.Mmlu;

/// <summary>Rows of an MMLU file: no header; question, four options, letter.</summary>
internal static class MmluFile
{
    private const int Columns = 6;

    public static IEnumerable<Sample> Read(SubjectFile file, ICollection<string> problems)
    {
        var row = 0;
        foreach (var (line, cells) in CsvFile.Read(file.Path))
        {
            if (cells.Length != Columns)
            {
                problems.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{file.Path}:{line}: {cells.Length} columns, expected {Columns} (question, A, B, C, D, answer)"));
                row++;
                continue;
            }

            if (Letters.Parse(cells[5]) is not { } target)
            {
                problems.Add(string.Create(CultureInfo.InvariantCulture, $"{file.Path}:{line}: the answer is \"{cells[5]}\", expected A, B, C or D"));
                row++;
                continue;
            }

            yield return new Sample
            {
                Id = string.Create(CultureInfo.InvariantCulture, $"{file.Subject}/{row++}"),
                Subset = file.Subject,
                Position = 0,
                Question = cells[0],
                Choices = cells[1..5],
                Target = target,
            };
        }
    }
}
