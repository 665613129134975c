using System.Text.Json.Serialization;

namespace Eval.Sandbox.Judging;

/// <summary>JSON of the protocol between harness and interpreters: snake_case, nothing indented.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(RequestHeader))]
[JsonSerializable(typeof(JudgeJob))]
[JsonSerializable(typeof(ReplyHeader))]
internal sealed partial class JudgingJson : JsonSerializerContext;
