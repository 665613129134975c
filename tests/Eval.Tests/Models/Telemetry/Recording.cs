using System.Diagnostics;
using System.Diagnostics.Metrics;
using Eval.Models.Telemetry;

namespace Eval.Tests.Models.Telemetry;

/// <summary>Listens to one model's spans and measurements, as an exporter would.</summary>
internal sealed class Recording : IDisposable
{
    private readonly ActivityListener _spans;
    private readonly MeterListener _meters = new();
    private readonly List<Activity> _stopped = [];
    private readonly List<(string Instrument, double Value, Dictionary<string, object?> Tags)> _measured = [];

    /// <summary>Listens until disposed; other tests' models in the same process are not recorded.</summary>
    public Recording(string modelId)
    {
        _spans = new ActivityListener
        {
            ShouldListenTo = source => source.Name == EvalTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (Equals(activity.GetTagItem("gen_ai.request.model"), modelId))
                {
                    Add(_stopped, activity);
                }
            },
        };
        ActivitySource.AddActivityListener(_spans);
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == EvalTelemetry.Name)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Measure(modelId, instrument, value, tags));
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Measure(modelId, instrument, value, tags));
        _meters.Start();
    }

    public IReadOnlyList<Activity> Spans => _stopped;

    public IReadOnlyList<(string Instrument, double Value, Dictionary<string, object?> Tags)> Measurements => _measured;

    public void Dispose()
    {
        _spans.Dispose();
        _meters.Dispose();
    }

    private void Measure(string modelId, Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var named = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, tag) in tags)
        {
            named.Add(name, tag);
        }

        if (Equals(named.GetValueOrDefault("gen_ai.request.model"), modelId))
        {
            Add(_measured, (instrument.Name, value, named));
        }
    }

    private static void Add<T>(List<T> list, T item)
    {
        lock (list)
        {
            list.Add(item);
        }
    }
}
