using System.Text.Json;

namespace Eval.Core.Results.Import;

internal static class JsonItems
{
    /// <summary>The elements of an array; none for anything else.</summary>
    public static List<JsonElement> Items(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray()] : [];
}
