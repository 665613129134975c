using System.Text.Json.Serialization;

namespace Eval.Models.OpenAi;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(WireResponse))]
[JsonSerializable(typeof(WireTokens))]
internal sealed partial class WireJsonContext : JsonSerializerContext;
