using System.Text.Json;
using Eval.Benchmarks.MultipleChoice;
using Eval.Core.Datasets;
using Eval.Core.Results;

namespace Eval.Benchmarks.Ceval;

/// <summary>Answers to C-Eval's test split in the form its site takes: <c>{"law": {"0": "A", …}, …}</c>, all 52 subjects, ids as strings.</summary>
public sealed class CevalSubmission
{
    private static readonly JsonWriterOptions Format = new() { Indented = true, IndentSize = 4, NewLine = "\n" };

    private readonly IReadOnlyList<Sample> _samples;
    private readonly Dictionary<string, string> _answers;

    private CevalSubmission(IReadOnlyList<Sample> samples, Dictionary<string, string> answers)
    {
        _samples = samples;
        _answers = answers;
        Missing = [.. samples.Where(sample => !answers.ContainsKey(sample.Id)).Select(sample => sample.Id)];
        var present = samples.Select(sample => sample.Subset).ToHashSet(StringComparer.Ordinal);
        MissingSubjects = [.. CevalSubjects.All.Select(subject => subject.Name).Where(name => !present.Contains(name))];
    }

    /// <summary>Ids of questions without an answer, in position order: not run, failed, or nothing could be read. They are left out of the file and score nothing on the site.</summary>
    public IReadOnlyList<string> Missing { get; }

    /// <summary>Subjects of which the data hold no question; the file names them with no answers.</summary>
    public IReadOnlyList<string> MissingSubjects { get; }

    /// <summary>Questions with an answer.</summary>
    public int Answered => _answers.Count;

    public bool IsComplete => Missing.Count == 0 && MissingSubjects.Count == 0;

    /// <summary>Collects the answers of one model under one protocol; of several records of a question the last counts, and repeats after the first do not.</summary>
    /// <param name="data">C-Eval's test split, in full.</param>
    /// <param name="records">Records of that one run; records of other questions are passed over.</param>
    /// <exception cref="ArgumentException">The data are not C-Eval's, or the records are of several models or protocols.</exception>
    public static CevalSubmission Create(BenchmarkData data, IEnumerable<SampleRecord> records)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(records);
        if (data.Benchmark != CevalBenchmark.Name)
        {
            throw new ArgumentException($"A C-Eval submission needs the data of {CevalBenchmark.Name}, not of {data.Benchmark}.", nameof(data));
        }

        var ids = data.Samples.Select(sample => sample.Id).ToHashSet(StringComparer.Ordinal);
        var answers = new Dictionary<string, string>(StringComparer.Ordinal);
        (string Model, string Protocol)? source = null;
        foreach (var record in records.Where(record => record.Benchmark == CevalBenchmark.Name && record.Repeat == 0 && ids.Contains(record.Id)))
        {
            source ??= (record.Model, record.Protocol);
            if (source != (record.Model, record.Protocol))
            {
                throw new ArgumentException(
                    $"A submission holds one model under one protocol; these records are of {source.Value.Model} ({source.Value.Protocol}) and {record.Model} ({record.Protocol}).",
                    nameof(records));
            }

            if (record.Answer is { } answer && Letters.Parse(answer) is { } letter)
            {
                answers[record.Id] = letter;
            }
            else
            {
                answers.Remove(record.Id);
            }
        }

        return new CevalSubmission(data.Samples, answers);
    }

    /// <summary>Writes the file's UTF-8 JSON: subjects in the order of C-Eval's mapping, ids in file order.</summary>
    public void Write(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var bySubject = _samples.ToLookup(sample => sample.Subset, StringComparer.Ordinal);
        using var json = new Utf8JsonWriter(stream, Format);
        json.WriteStartObject();
        foreach (var subject in CevalSubjects.All)
        {
            json.WriteStartObject(subject.Name);
            foreach (var sample in bySubject[subject.Name])
            {
                if (_answers.TryGetValue(sample.Id, out var letter))
                {
                    json.WriteString(sample.Id[(subject.Name.Length + 1)..], letter);
                }
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
