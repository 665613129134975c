using System.Globalization;
using System.Text;
using System.Text.Json;
using Eval.Core.Datasets;
using Eval.Hosting.Datasets.Manifests;

namespace Eval.Hosting.Datasets.Verifying;

/// <summary>Reads an exemplar file far enough to count and compare it: one sample per text it holds.</summary>
public static class ExemplarFile
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The worked examples of the file as samples, for <see cref="ContentDigest"/>: question and solution, one chat turn each, or one whole text.</summary>
    /// <exception cref="InvalidDataException">The file is not what its conversion writes.</exception>
    public static IReadOnlyList<Sample> Read(string path, ExemplarConversion conversion)
    {
        try
        {
            var text = StrictUtf8.GetString(File.ReadAllBytes(path));
            return conversion switch
            {
                ExemplarConversion.LmEvalCotYaml => ReadLines(text, "question", "target"),
                ExemplarConversion.OpenCompassConfig => ReadLines(text, "content", "role"),
                _ => [Sample(0, text, target: null)],
            };
        }
        catch (DecoderFallbackException exception)
        {
            throw new InvalidDataException("is not UTF-8 text", exception);
        }
    }

    /// <summary>Number of worked examples: two turns of a chat are one; a text holds one per <c>Question:</c> line.</summary>
    public static int Count(IReadOnlyList<Sample> samples, ExemplarConversion conversion) => conversion switch
    {
        ExemplarConversion.OpenCompassConfig => samples.Count / 2,
        ExemplarConversion.Verbatim => samples.Sum(sample => sample.Question.Split('\n').Count(line => line.StartsWith("Question:", StringComparison.Ordinal))),
        _ => samples.Count,
    };

    private static IReadOnlyList<Sample> ReadLines(string text, string question, string target) =>
        [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select((line, index) => ReadLine(line, index, question, target))];

    private static Sample ReadLine(string line, int index, string question, string target)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            if (json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty(question, out var first) && first.ValueKind == JsonValueKind.String
                && json.RootElement.TryGetProperty(target, out var second) && second.ValueKind == JsonValueKind.String)
            {
                return Sample(index, first.GetString()!, second.GetString());
            }
        }
        catch (JsonException)
        {
            // Said below, with the line's number.
        }

        throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"line {index + 1} is not a JSON object with the texts {question} and {target}"));
    }

    private static Sample Sample(int index, string question, string? target) => new()
    {
        Id = index.ToString(CultureInfo.InvariantCulture),
        Subset = "",
        Position = index,
        Question = question,
        Target = target,
    };
}
