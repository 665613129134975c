using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Eval.Models.Replay;

/// <summary>Completions made elsewhere, by sample id and repeat.</summary>
internal sealed class ReplayFile
{
    private const int MaxProblems = 20;

    private readonly Dictionary<string, List<ReplayAnswer?>> _answers;

    private ReplayFile(Dictionary<string, List<ReplayAnswer?>> answers, string sha256)
    {
        _answers = answers;
        Sha256 = sha256;
        Repeats = answers.Values.Select(list => list.Count).DefaultIfEmpty(1).Max();
    }

    /// <summary>Digest of the file's bytes, lower-case hex.</summary>
    public string Sha256 { get; }

    /// <summary>Most lines of any id.</summary>
    public int Repeats { get; }

    /// <summary>Reads a whole file; broken lines are listed as <c>file:line: what</c>.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ReplayFile? Read(string path, List<string> problems)
    {
        var answers = new Dictionary<string, List<ReplayAnswer?>>(StringComparer.Ordinal);
        var bytes = File.ReadAllBytes(path);
        using var reader = new StreamReader(new MemoryStream(bytes, writable: false), Encoding.UTF8);
        var (number, broken) = (0, 0);
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            try
            {
                Add(answers, ReplayLine.Read(line, number));
            }
            catch (FormatException exception)
            {
                if (++broken <= MaxProblems)
                {
                    problems.Add(string.Create(CultureInfo.InvariantCulture, $"{path}:{number}: {exception.Message}"));
                }
            }
        }

        if (broken > MaxProblems)
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"{path}: and {broken - MaxProblems} more broken lines"));
        }

        return broken == 0 ? new ReplayFile(answers, Convert.ToHexStringLower(SHA256.HashData(bytes))) : null;
    }

    /// <summary>The answer for one repeat; null when the file has no line for it.</summary>
    public ReplayAnswer? Find(string benchmark, string id, int repeat) =>
        (_answers.GetValueOrDefault(Key(benchmark, id)) ?? _answers.GetValueOrDefault(Key(benchmark: null, id))) is { } list && repeat < list.Count
            ? list[repeat]
            : null;

    private static void Add(Dictionary<string, List<ReplayAnswer?>> answers, (string Id, int? Repeat, ReplayAnswer Answer) line)
    {
        var key = Key(line.Answer.Benchmark, line.Id);
        if (!answers.TryGetValue(key, out var list))
        {
            answers.Add(key, list = []);
        }

        if (line.Repeat is not { } repeat)
        {
            list.Add(line.Answer);
            return;
        }

        if (repeat > 100_000)
        {
            throw new FormatException("repeat is above 100000");
        }

        while (list.Count <= repeat)
        {
            list.Add(item: null);
        }

        list[repeat] = list[repeat] is { } earlier
            ? throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"repeat {repeat} of {line.Id} was already given in line {earlier.Line}"))
            : line.Answer;
    }

    private static string Key(string? benchmark, string id) => benchmark is null ? id : $"{benchmark}\n{id}";
}
