using System.Text;
using System.Text.Json;

namespace Eval.Reporting.Samples;

/// <summary>Collects what the page's list needs of every sample: id, subject, verdict.</summary>
internal sealed class SampleIndexBuilder
{
    private readonly List<string> _ids = [];
    private readonly List<int> _subsets = [];
    private readonly StringBuilder _verdicts = new();
    private readonly Dictionary<string, int> _subsetNumbers = new(StringComparer.Ordinal);

    public int Count => _ids.Count;

    public void Add(string id, string subset, char verdict)
    {
        _ids.Add(id);
        if (!_subsetNumbers.TryGetValue(subset, out var number))
        {
            number = _subsetNumbers.Count;
            _subsetNumbers.Add(subset, number);
        }

        _subsets.Add(number);
        _verdicts.Append(verdict);
    }

    /// <summary>Writes the index as a script.</summary>
    /// <param name="path">File to write.</param>
    /// <param name="nameOf">A subject's name as people read it.</param>
    public void Write(string path, Func<string, string> nameOf)
    {
        using var file = File.Create(path);
        file.Write("evalIndex("u8);
        using (var json = new Utf8JsonWriter(file, SampleJson.Options))
        {
            json.WriteStartObject();
            json.WriteNumber("chunk", SampleChunkWriter.Size);
            json.WriteString("verdicts", _verdicts.ToString());
            json.WriteStartArray("subsets");
            foreach (var subset in _subsetNumbers.OrderBy(entry => entry.Value))
            {
                json.WriteStringValue(nameOf(subset.Key));
            }

            json.WriteEndArray();
            json.WriteStartArray("subset");
            foreach (var number in _subsets)
            {
                json.WriteNumberValue(number);
            }

            json.WriteEndArray();
            json.WriteStartArray("ids");
            foreach (var id in _ids)
            {
                json.WriteStringValue(id);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        file.Write(");\n"u8);
    }
}
