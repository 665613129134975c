using System.Text.Json.Serialization;

namespace Eval.Models.OpenAi;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(WireResponse))]
internal sealed partial class WireJsonContext : JsonSerializerContext;
