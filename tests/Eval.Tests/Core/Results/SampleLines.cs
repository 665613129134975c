using System.Text;
using System.Text.Json;
using Eval.Core.Results;
using Eval.Core.Scoring;

namespace Eval.Tests.Core.Results;

/// <summary>Records and their lines, for tests.</summary>
internal static class SampleLines
{
    public static SampleRecord Record(string id, SampleStatus status = SampleStatus.Scored, double? score = 1, string? completion = "answer") => new()
    {
        Model = "m",
        Benchmark = "quiz",
        Protocol = "plain",
        Version = 1,
        Subset = "",
        Id = id,
        Repeat = 0,
        Status = status,
        Score = score,
        Completion = completion,
    };

    public static string Line(SampleRecord record) => JsonSerializer.Serialize(record, EvalJson.Line.SampleRecord);

    public static byte[] Bytes(params SampleRecord[] records) =>
        Encoding.UTF8.GetBytes(string.Concat(records.Select(record => Line(record) + "\n")));
}
