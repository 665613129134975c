using Eval.Core.Results;

namespace Eval.Reporting.Leaderboards;

/// <summary>Open, closed or neither: it decides hue and shape everywhere.</summary>
internal static class ModelKind
{
    /// <summary><c>open</c>, <c>closed</c> or <c>other</c>.</summary>
    public static string Of(ModelManifest model) => model.Access is "open" or "closed" ? model.Access : "other";

    /// <summary>Key of the kind's words.</summary>
    public static string WordsOf(ModelManifest model) => model switch
    {
        { Access: "open" } => "kind_open",
        { Access: "closed" } => "kind_closed",
        { Provider: "baseline" } => "kind_baseline",
        _ => "kind_unknown",
    };
}
