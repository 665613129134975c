using System.Text;
using Eval.Core.Datasets;
using Eval.Core.Prompts;
using Eval.Core.Results;
using Eval.Core.Running;
using Eval.Hosting.Planning;

namespace Eval.Hosting.Reports;

/// <summary>Renders again the prompts of a run's records. Prompts are not stored; a record's digest proves that the text is the one that was sent.</summary>
public sealed class PromptLookup
{
    private readonly Dictionary<(string Benchmark, string Protocol), (IProtocol Protocol, Dictionary<string, Sample> Samples)> _bound = [];

    /// <summary>Lookup over the tasks of a run that is still in memory.</summary>
    public static PromptLookup Of(IEnumerable<PlannedTask> tasks)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        var lookup = new PromptLookup();
        foreach (var task in tasks)
        {
            lookup.Add(task.Protocol, task.Samples);
        }

        return lookup;
    }

    /// <summary>Lookup over a run on disk; benchmarks whose data are gone are left out.</summary>
    public static async Task<PromptLookup> OpenAsync(RunManifest manifest, BenchmarkResolver benchmarks, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(benchmarks);
        var lookup = new PromptLookup();
        foreach (var task in manifest.Tasks.DistinctBy(task => (task.Benchmark, task.Protocol)))
        {
            try
            {
                var benchmark = benchmarks.Find(new BenchmarkSpec(task.Benchmark, task.Protocol, []));
                if (benchmark.Protocols.FirstOrDefault(protocol => protocol.Info.Name == task.Protocol && protocol.Info.Version == task.Version) is { } definition)
                {
                    var data = await benchmark.LoadAsync(task.Dataset, task.Split, cancellationToken);
                    lookup.Add(definition.Bind(data, sandbox: null), data.Samples);
                }
            }
            catch (Exception gone) when (gone is DatasetException or RequestException or IOException)
            {
                // Shown as "the data set is not at hand" beside each sample.
            }
        }

        return lookup;
    }

    /// <summary>The protocol of a name; null when it is unknown here.</summary>
    public ProtocolInfo? Protocol(string benchmark, string protocol) =>
        _bound.TryGetValue((benchmark, protocol), out var bound) ? bound.Protocol.Info : null;

    /// <summary>The sample of a record; null where the data are not at hand.</summary>
    public Sample? Sample(SampleRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return _bound.TryGetValue((record.Benchmark, record.Protocol), out var bound) ? bound.Samples.GetValueOrDefault(record.SampleId) : null;
    }

    /// <summary>The prompt as it was sent, turns under their roles; null where the data are not at hand or are no longer the same.</summary>
    public string? Prompt(SampleRecord record)
    {
        if (Sample(record) is not { } sample)
        {
            return null;
        }

        var prompt = _bound[(record.Benchmark, record.Protocol)].Protocol.Render(sample);
        return record.PromptSha256 is null || record.PromptSha256 == prompt.ComputeSha256() ? Show(prompt) : null;
    }

    /// <summary>A prompt for reading: raw text as it is, chat turns under their roles.</summary>
    public static string Show(Prompt prompt)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        if (prompt.Parts is { } parts)
        {
            return parts.Join();
        }

        var text = new StringBuilder();
        foreach (var message in prompt.Messages)
        {
            text.Append('[').Append(CanonicalChat.RoleName(message.Role)).Append("]\n").Append(message.Content).Append("\n\n");
        }

        if (prompt.AssistantPrefix is { } prefix)
        {
            return text.Append("[assistant, begun by us]\n").Append(prefix).ToString();
        }

        return text.ToString(0, text.Length - 2);
    }

    private void Add(IProtocol protocol, IReadOnlyList<Sample> samples) =>
        _bound.TryAdd((protocol.Info.Benchmark, protocol.Info.Name), (protocol, samples.ToDictionary(sample => sample.Id, StringComparer.Ordinal)));
}
