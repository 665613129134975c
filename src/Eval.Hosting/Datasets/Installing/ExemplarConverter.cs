using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Eval.Hosting.Datasets.Manifests;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Eval.Hosting.Datasets.Installing;

/// <summary>Turns upstream files into the exemplar files that protocols read.</summary>
public static partial class ExemplarConverter
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <exception cref="InvalidDataException">The upstream file is not what the conversion reads.</exception>
    public static byte[] Convert(byte[] upstream, ExemplarConversion conversion) => conversion switch
    {
        ExemplarConversion.LmEvalCotYaml => Lines(ReadSamples(Encoding.UTF8.GetString(upstream))),
        ExemplarConversion.OpenCompassConfig => Lines(ReadTurns(Encoding.UTF8.GetString(upstream))),
        _ => upstream,
    };

    private static IEnumerable<(string Name, string Value)[]> ReadSamples(string yaml)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(yaml));
        }
        catch (YamlException exception)
        {
            throw new InvalidDataException($"it is not YAML: {exception.Message}", exception);
        }

        if (stream.Documents is not [{ RootNode: YamlMappingNode root }]
            || Child(root, "fewshot_config") is not YamlMappingNode shots
            || Child(shots, "samples") is not YamlSequenceNode samples)
        {
            throw new InvalidDataException("it has no list fewshot_config.samples");
        }

        foreach (var sample in samples)
        {
            yield return sample is YamlMappingNode map && Child(map, "question") is YamlScalarNode { Value: { } question } && Child(map, "target") is YamlScalarNode { Value: { } target }
                ? [("question", question), ("target", target)]
                : throw new InvalidDataException("a sample of fewshot_config.samples has no texts question and target");
        }
    }

    private static YamlNode? Child(YamlMappingNode map, string key) => map.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;

    /// <summary>The turns in file order, less the last one, which asks the question itself.</summary>
    private static IEnumerable<(string Name, string Value)[]> ReadTurns(string python)
    {
        foreach (Match turn in Turn().Matches(python))
        {
            var (prompt, _) = PythonStrings.Read(python, turn.Index + turn.Length);
            if (!prompt.Contains("{question}", StringComparison.Ordinal))
            {
                yield return [("role", turn.Groups["role"].Value == "BOT" ? "assistant" : "user"), ("content", prompt)];
            }
        }
    }

    private static byte[] Lines(IEnumerable<(string Name, string Value)[]> rows)
    {
        using var lines = new MemoryStream();
        foreach (var row in rows)
        {
            using (var json = new Utf8JsonWriter(lines, Plain))
            {
                json.WriteStartObject();
                foreach (var (name, value) in row)
                {
                    json.WriteString(name, value);
                }

                json.WriteEndObject();
            }

            lines.WriteByte((byte)'\n');
        }

        return lines.ToArray();
    }

    [GeneratedRegex(@"dict\(\s*role\s*=\s*['""](?<role>HUMAN|BOT)['""]\s*,\s*prompt\s*=\s*", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Turn();
}
