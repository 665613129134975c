using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Eval.Core.Results;

/// <summary>The JSON of run folders: snake_case, nulls left out, source-generated.</summary>
public static class EvalJson
{
    /// <summary>One line per value, for JSONL.</summary>
    public static EvalJsonContext Line { get; } = new(Create(indented: false));

    /// <summary>Indented, for files people open.</summary>
    public static EvalJsonContext Indented { get; } = new(Create(indented: true));

    private static JsonSerializerOptions Create(bool indented) => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = indented,
        NewLine = "\n",
        Converters =
        {
            new JsonStringEnumConverter<Scoring.SampleStatus>(JsonNamingPolicy.SnakeCaseLower),
            new JsonStringEnumConverter<Scoring.JudgingMode>(JsonNamingPolicy.SnakeCaseLower),
            new JsonStringEnumConverter<Statistics.Averaging>(JsonNamingPolicy.SnakeCaseLower),
            new JsonStringEnumConverter<RunStatus>(JsonNamingPolicy.SnakeCaseLower),
        },
    };
}
