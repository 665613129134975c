using System.Text.Json.Serialization;

namespace Eval.Hosting.Datasets.Downloads;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PartialStamp))]
internal sealed partial class DownloadJsonContext : JsonSerializerContext;
