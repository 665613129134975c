using System.Text;
using Eval.Core.Results;
using Eval.Core.Scoring;
using Eval.Reporting.Comparing;
using Eval.Reporting.Leaderboards;
using Eval.Reporting.Pages;
using Eval.Reporting.Strings;
using Eval.Reporting.Views;

namespace Eval.Reporting.Samples;

/// <summary>Writes one task's page of samples and its data, streaming the records: nothing of them is kept but what the list needs.</summary>
internal sealed class SamplePageWriter(ReportRun run, ReportOptions options)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly ReportStrings _strings = ReportStrings.For(options.Language);
    private readonly SampleJson _json = new(options.MaxTextLength);

    /// <summary>Writes the page below the report's folder.</summary>
    public void Write(TaskManifest task, string folder, CancellationToken cancellationToken)
    {
        var name = SamplePages.NameOf(task);
        var data = Path.Combine(folder, SamplePages.Folder, name);
        Directory.CreateDirectory(data);
        var index = new SampleIndexBuilder();
        var prompts = WriteRecords(task, data, index, cancellationToken);
        index.Write(Path.Combine(data, "index.js"), subset => subset.Length == 0 ? "" : _strings.SubjectOf(subset));
        File.WriteAllText(Path.Combine(folder, SamplePages.Folder, name + ".html"), Render(task, name, index.Count, prompts), Utf8);
    }

    /// <summary>Writes the records that count, errors last; returns how many prompts were put in.</summary>
    private int WriteRecords(TaskManifest task, string data, SampleIndexBuilder index, CancellationToken cancellationToken)
    {
        var written = new HashSet<string>(StringComparer.Ordinal);
        var errors = new Dictionary<string, SampleRecord>(StringComparer.Ordinal);
        var prompts = new PromptQuota(options.MaxPrompts);
        using var chunks = new SampleChunkWriter(data);
        foreach (var record in run.Samples(task))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (record.Status == SampleStatus.Error)
            {
                // A later attempt may have answered it.
                errors[record.Id] = record;
            }
            else if (written.Add(record.Id))
            {
                Add(record);
            }
        }

        foreach (var (id, record) in errors)
        {
            if (!written.Contains(id))
            {
                Add(record);
            }
        }

        chunks.Flush();
        return prompts.Given;

        void Add(SampleRecord record)
        {
            var verdict = SampleVerdict.Of(record);
            var prompt = options.Prompt is { } render && prompts.Take(verdict) ? render(record) : null;
            chunks.Add(json => _json.Write(json, record, prompt));
            index.Add(record.Id, record.Subset, verdict);
        }
    }

    private string Render(TaskManifest task, string name, int count, int prompts)
    {
        var key = ColumnKey.Of(task);
        var model = run.Manifest.Models.FirstOrDefault(candidate => candidate.Name == task.Model);
        var view = new SamplePageView
        {
            Heading = $"{task.Model} · {_strings.NameOf(task.Benchmark)}",
            Model = task.Model,
            Kind = model is null ? "other" : ModelKind.Of(model),
            Benchmark = _strings.NameOf(task.Benchmark),
            Badge = SubjectsBuilder.BadgeOf(key),
            Method = "../index.html#method-" + key.Slug,
            Data = name,
            Summary = _strings.Format("samples_summary", ("samples", count)),
            Prompts = prompts < count ? _strings.Format("samples_prompts", ("prompts", prompts), ("samples", count), ("run", run.Manifest.RunId)) : null,
            Records = $"samples/{task.File}",
            Words = Words(),
        };
        return new PageRenderer(_strings).Render("samples.html", ["base.css", "samples.css"], ["theme.js", "samples.js"], loadsFiles: true, view);
    }

    /// <summary>The words that the page's script writes, as JSON in an attribute.</summary>
    private string Words()
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var json = new System.Text.Json.Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var (key, text) in _strings.All.Where(entry => entry.Key.StartsWith("sample_", StringComparison.Ordinal) || entry.Key.StartsWith("verdict_", StringComparison.Ordinal) || entry.Key.StartsWith("count_", StringComparison.Ordinal)))
            {
                json.WriteString(key, text);
            }

            json.WriteString("colon", _strings["colon"]);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
