using System.Text.Json;
using System.Text.Json.Serialization;

namespace Eval.Models.LlamaServer;

/// <summary>Source-generated JSON of llama-server's own API (https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md).</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LlamaProps))]
[JsonSerializable(typeof(LlamaModels))]
[JsonSerializable(typeof(LlamaTokens))]
[JsonSerializable(typeof(LlamaTemplated))]
[JsonSerializable(typeof(LlamaCompletion))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class LlamaWire : JsonSerializerContext;
