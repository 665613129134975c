using System.Text.RegularExpressions;
using Eval.Core.Datasets;
using Eval.Core.Statistics;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Eval.Benchmarks.Custom;

/// <summary>Reads and checks a custom benchmark's YAML file; everything wrong with it is reported at once.</summary>
internal static partial class CustomDefinitionReader
{
    private static readonly string[] Keys =
    [
        "name", "title", "version", "language", "kind", "form", "data", "examples", "shots", "columns", "prompt", "answer", "system", "separator",
        "stop", "max_tokens", "temperature", "repeats", "metric", "average", "groups", "match", "code",
    ];

    private static readonly string[] ColumnKeys = ["id", "question", "answer", "choices", "subset", "entry_point", "test", "header"];

    /// <exception cref="DatasetException">The file is missing or wrong.</exception>
    public static CustomDefinition Read(string path)
    {
        var file = Path.GetFullPath(path);
        var problems = new List<string>();
        var root = new YamlSection(path, Parse(file, path), Keys, problems);
        var definition = Read(root, file);
        return problems.Count == 0 ? definition : throw new DatasetException($"The custom benchmark {path} cannot be used.", problems);
    }

    private static YamlMappingNode Parse(string file, string path)
    {
        try
        {
            using var reader = new StreamReader(file);
            var stream = new YamlStream();
            stream.Load(reader);
            return stream.Documents is [{ RootNode: YamlMappingNode root }]
                ? root
                : throw new DatasetException($"The custom benchmark {path} must be one YAML mapping.", []);
        }
        catch (YamlException exception)
        {
            throw new DatasetException(
                $"The custom benchmark {path} is not valid YAML.",
                [FormattableString.Invariant($"{path}:{exception.Start.Line}:{exception.Start.Column}: {exception.InnerException?.Message ?? exception.Message}")]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"The custom benchmark {path} cannot be read: {exception.Message}", []);
        }
    }

    private static CustomDefinition Read(YamlSection root, string file)
    {
        var kind = Enum.Parse<CustomKind>(root.Choice("kind", "", "choice", "numeric", "exact", "code"), ignoreCase: true);
        var isChat = root.Choice("form", "chat", "chat", "raw") == "chat";
        var name = root.Required("name");
        if (name.Length > 0 && !Name().IsMatch(name))
        {
            root.Report("name", "must be lower-case letters, digits and hyphens, beginning with a letter");
        }

        if (BenchmarkCatalog.Find(name) is not null)
        {
            root.Report("name", "is the name of a built-in benchmark");
        }

        var shots = root.Whole("shots", 0, 0, 100);
        if (shots > 0 && !root.Has("examples"))
        {
            root.Report("shots", "needs examples, the file that shots are taken from");
        }

        var code = root.Section("code", ["invocation", "cpu_seconds", "wall_seconds"]);
        return new CustomDefinition
        {
            Path = file,
            Name = name,
            Title = root.Text("title") ?? name,
            Version = root.Whole("version", 1, 1, int.MaxValue),
            Language = root.Text("language") ?? "en",
            Kind = kind,
            IsChat = isChat,
            Data = ReadFile(root, "data", file) ?? "",
            Examples = root.Has("examples") ? ReadFile(root, "examples", file) : null,
            Shots = shots,
            Columns = ReadColumns(root, kind),
            Prompt = ReadTemplate(root, "prompt", root.Required("prompt")),
            Answer = ReadTemplate(root, "answer", root.Text("answer") ?? (isChat ? "{{ answer }}" : " {{ answer }}")),
            System = root.Text("system") is { } system ? ReadTemplate(root, "system", system) : null,
            Separator = root.Text("separator") ?? "\n\n",
            Stop = root.Texts("stop"),
            MaxTokens = root.Whole("max_tokens", kind is CustomKind.Choice or CustomKind.Exact ? 1024 : 2048, 1, 1_000_000),
            Temperature = root.Number("temperature", 0, 0, 2),
            Repeats = root.Whole("repeats", 1, 1, 10_000),
            Metric = root.Text("metric") ?? (kind == CustomKind.Code ? "pass@1" : "accuracy"),
            Averaging = root.Choice("average", "micro", "micro", "macro") == "macro" ? Averaging.Macro : Averaging.Micro,
            Groups = ReadGroups(root),
            Match = ReadMatch(root),
            Invocation = code.Text("invocation") ?? "",
            CpuLimit = TimeSpan.FromSeconds(code.Number("cpu_seconds", 3, 0.1, 600)),
            WallLimit = TimeSpan.FromSeconds(code.Number("wall_seconds", 10, 0.1, 3600)),
        };
    }

    private static string? ReadFile(YamlSection root, string key, string file)
    {
        var text = root.Required(key);
        if (text.Length == 0)
        {
            return null;
        }

        var path = Path.GetFullPath(text, Path.GetDirectoryName(file)!);
        var isKnown = path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase)
            || path.EndsWith(".jsonl.gz", StringComparison.OrdinalIgnoreCase);
        if (!isKnown)
        {
            root.Report(key, "must be a .csv, .jsonl or .jsonl.gz file");
        }
        else if (!File.Exists(path))
        {
            root.Report(key, $"{path} does not exist");
        }

        return path;
    }

    private static CustomColumns ReadColumns(YamlSection root, CustomKind kind)
    {
        var section = root.Section("columns", ColumnKeys);
        var columns = new CustomColumns
        {
            Id = section.Text("id"),
            Question = section.Text("question") ?? "question",
            Answer = kind == CustomKind.Code ? section.Text("answer") : section.Text("answer") ?? "answer",
            Choices = section.Texts("choices"),
            Subset = section.Text("subset"),
            EntryPoint = section.Text("entry_point"),
            Test = section.Text("test"),
            Header = section.Text("header"),
        };
        if (kind == CustomKind.Choice && columns.Choices.Count == 0)
        {
            section.Report("choices", "must name the columns of the options, or one column that holds a list");
        }

        if (kind == CustomKind.Code)
        {
            section.Required("entry_point");
            section.Required("test");
        }

        return columns;
    }

    private static PromptTemplate ReadTemplate(YamlSection root, string key, string text)
    {
        if (PromptTemplate.Parse(text, out var problem) is { } template)
        {
            return template;
        }

        root.Report(key, problem!);
        return PromptTemplate.Parse("", out _)!;
    }

    private static Dictionary<string, IReadOnlyList<string>> ReadGroups(YamlSection root)
    {
        var section = root.Section("groups", known: null);
        return section.Keys.ToDictionary(key => key, section.Texts, StringComparer.Ordinal);
    }

    private static ExactMatch ReadMatch(YamlSection root)
    {
        var section = root.Section("match", ["ignore_case", "ignore_punctuation", "extract"]);
        return new ExactMatch
        {
            IgnoreCase = section.Choice("ignore_case", "false", "false", "true") == "true",
            IgnorePunctuation = section.Choice("ignore_punctuation", "false", "false", "true") == "true",
            Extract = ReadPattern(section),
        };
    }

    private static Regex? ReadPattern(YamlSection section)
    {
        if (section.Text("extract") is not { } pattern)
        {
            return null;
        }

        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        }
        catch (ArgumentException exception)
        {
            section.Report("extract", $"is not a regular expression: {exception.Message}");
            return null;
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9-]*$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
