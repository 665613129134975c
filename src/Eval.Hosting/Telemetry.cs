using Eval.Models.Telemetry;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Eval.Hosting;

/// <summary>Sends traces and metrics to an OpenTelemetry collector. Off unless <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set; the exporter reads the other <c>OTEL_*</c> variables itself.</summary>
public sealed class Telemetry : IDisposable
{
    private const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private readonly TracerProvider _traces;
    private readonly MeterProvider _metrics;

    private Telemetry()
    {
        _traces = Sdk.CreateTracerProviderBuilder().AddSource(EvalTelemetry.Name).AddOtlpExporter().Build();
        _metrics = Sdk.CreateMeterProviderBuilder().AddMeter(EvalTelemetry.Name).AddOtlpExporter().Build();
    }

    /// <summary>Starts exporting where an endpoint is configured; null where none is.</summary>
    public static Telemetry? Start(Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return string.IsNullOrWhiteSpace(environment(EndpointVariable)) ? null : new Telemetry();
    }

    /// <summary>Sends what is left.</summary>
    public void Dispose()
    {
        _traces.Dispose();
        _metrics.Dispose();
    }
}
