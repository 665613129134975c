using System.Globalization;

namespace Eval.Testing.Models;

/// <summary>Names of cached tensors as Optimum gives them.</summary>
internal static class DecoderNames
{
    public static string Past(int layer, string kind) => $"past_key_values.{Text(layer)}.{kind}";

    public static string Present(int layer, string kind) => $"present.{Text(layer)}.{kind}";

    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
