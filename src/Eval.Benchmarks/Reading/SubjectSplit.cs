using Eval.Core.Datasets;

namespace Eval.Benchmarks.Reading;

/// <summary>Reads a split that lies in one CSV file per subject, collecting every problem before it gives up.</summary>
public sealed class SubjectSplit
{
    private readonly string _title;
    private readonly string _name;
    private readonly IReadOnlySet<string> _subjects;
    private readonly Func<SubjectFile, ICollection<string>, IEnumerable<Sample>> _readRows;

    /// <param name="name">Name of the benchmark on the command line.</param>
    /// <param name="title">Name of the benchmark in messages.</param>
    /// <param name="subjects">Every subject the benchmark has.</param>
    /// <param name="readRows">Turns one file into samples (their positions are set here) and adds what is wrong with it to the problems.</param>
    public SubjectSplit(
        string name,
        string title,
        IReadOnlySet<string> subjects,
        Func<SubjectFile, ICollection<string>, IEnumerable<Sample>> readRows)
    {
        _name = name;
        _title = title;
        _subjects = subjects;
        _readRows = readRows;
    }

    /// <summary>True where the folder holds at least one file of the split.</summary>
    public static bool Exists(string folder, string split) => Find(folder, split).Count > 0;

    /// <summary>The split's samples: files in ordinal order of name, rows in file order. What is wrong with a file is added to the problems.</summary>
    /// <exception cref="DatasetException">There is no such file.</exception>
    public IReadOnlyList<Sample> Read(string folder, string split, List<string> problems, CancellationToken cancellationToken)
    {
        var files = Find(folder, split);
        if (files.Count == 0)
        {
            throw new DatasetException(
                $"The {split} split of {_title} is missing: there is no file {Path.Combine(folder, $"<subject>_{split}.csv")}. "
                + $"Get the data with `dotnet eval datasets pull {_name}`, or name the folder that holds {_name}/ with --datasets.",
                []);
        }

        var samples = new List<Sample>();
        foreach (var file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!_subjects.Contains(file.Subject))
            {
                problems.Add($"{file.Path}: \"{file.Subject}\" is not a subject of {_title}");
                continue;
            }

            ReadFile(file, samples, problems);
        }

        return samples;
    }

    private static List<SubjectFile> Find(string folder, string split)
    {
        var suffix = $"_{split}.csv";
        return Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, "*" + suffix)
                .Select(path => new SubjectFile(path, Path.GetFileName(path)[..^suffix.Length], split))
                .OrderBy(file => Path.GetFileName(file.Path), StringComparer.Ordinal)]
            : [];
    }

    private void ReadFile(SubjectFile file, List<Sample> samples, List<string> problems)
    {
        try
        {
            foreach (var sample in _readRows(file, problems))
            {
                samples.Add(sample with { Position = samples.Count });
            }
        }
        catch (InvalidDataException exception)
        {
            problems.Add(exception.Message);
        }
        catch (IOException exception)
        {
            problems.Add($"{file.Path}: {exception.Message}");
        }
        catch (UnauthorizedAccessException exception)
        {
            problems.Add($"{file.Path}: {exception.Message}");
        }
    }
}
