using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Eval.Reporting.Published;

/// <summary>Reads <c>published-scores.yaml</c> strictly: a key it does not know, a source that is not listed or a value that is no percentage is refused.</summary>
public static class PublishedScoresReader
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="PublishedScoresException">The file is broken; every problem is listed.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static PublishedScores Read(string path) => Parse(File.ReadAllText(path), path);

    /// <summary>Reads text; <paramref name="path"/> stands in the problems.</summary>
    /// <exception cref="PublishedScoresException">The text is broken; every problem is listed.</exception>
    public static PublishedScores Parse(string text, string path)
    {
        var file = Deserialize(text, path);
        var problems = new List<string>();
        var scores = file.Scores.Select((entry, index) => Score(file, entry, index, path, problems)).OfType<PublishedScore>().ToList();
        return problems.Count == 0 ? new PublishedScores(scores) : throw new PublishedScoresException(problems);
    }

    private static PublishedScoresFile Deserialize(string text, string path)
    {
        try
        {
            return new DeserializerBuilder().WithDuplicateKeyChecking().Build().Deserialize<PublishedScoresFile>(text)
                ?? throw new PublishedScoresException([$"{path}: the file is empty; it needs sources and scores"]);
        }
        catch (YamlException exception)
        {
            throw new PublishedScoresException([string.Create(
                CultureInfo.InvariantCulture, $"{path}:{exception.Start.Line}:{exception.Start.Column}: {exception.InnerException?.Message ?? exception.Message}")]);
        }
    }

    private static PublishedScore? Score(PublishedScoresFile file, PublishedScoresFile.ScoreEntry entry, int index, string path, List<string> problems)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"{path}: score {index + 1} ({entry.Model ?? "no model"}, {entry.Benchmark ?? "no benchmark"})");
        var before = problems.Count;
        if (entry.Model is null || entry.Benchmark is null || entry.Value is null || entry.Source is null)
        {
            problems.Add($"{place}: model, benchmark, value and source are needed");
            return null;
        }

        if (entry.Value is not (>= 0 and <= 100))
        {
            problems.Add($"{place}: value is in percent, from 0 to 100");
        }

        if (!file.Sources.TryGetValue(entry.Source, out var source) || source is not { Document: { } document, Url: { } url })
        {
            problems.Add($"{place}: sources has no '{entry.Source}' with document and url");
            return null;
        }

        if (entry.Protocol is { } protocol && !protocol.StartsWith(entry.Benchmark + "@", StringComparison.Ordinal))
        {
            problems.Add($"{place}: protocol {protocol} is not one of {entry.Benchmark}");
        }

        return problems.Count > before ? null : new PublishedScore
        {
            Model = entry.Model,
            Checkpoint = entry.Checkpoint,
            Benchmark = entry.Benchmark,
            Protocol = entry.Protocol,
            Split = entry.Split,
            Shots = entry.Shots,
            Value = entry.Value.Value / 100,
            Source = entry.Where is null ? document : $"{document}, {entry.Where}",
            Address = url,
        };
    }
}
