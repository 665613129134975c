using System.Text.Json.Serialization;

namespace Eval.Core.Results;

/// <summary>Source-generated serialisers; reach them through <see cref="EvalJson"/>, which sets the naming.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(SampleRecord))]
[JsonSerializable(typeof(RunSummary))]
[JsonSerializable(typeof(RunManifest))]
public sealed partial class EvalJsonContext : JsonSerializerContext;
