using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Eval.Models.Telemetry;

/// <summary>Traces and metrics under OpenTelemetry's gen_ai semantic conventions (https://opentelemetry.io/docs/specs/semconv/gen-ai/). They cost nothing until an exporter listens.</summary>
public static class EvalTelemetry
{
    /// <summary>Name of the activity source and of the meter.</summary>
    public const string Name = "Eval.Models";

    internal static ActivitySource Source { get; } = new(Name);

    internal static Meter Meter { get; } = new(Name);

    internal static Histogram<double> Duration { get; } = Meter.CreateHistogram<double>(
        "gen_ai.client.operation.duration", "s", "Time of one request to a model, retries not included.");

    internal static Histogram<long> Tokens { get; } = Meter.CreateHistogram<long>(
        "gen_ai.client.token.usage", "{token}", "Tokens of one request, by gen_ai.token.type.");
}
