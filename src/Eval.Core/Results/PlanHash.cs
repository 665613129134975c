using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Eval.Core.Results;

/// <summary>What makes two runs the same run, as a hash and as facts that can be compared by name.</summary>
/// <remarks>In the hash: seed, limit, models by name and fingerprint, tasks with their data, prompts and settings, and the sandbox that judges.
/// Not in it: where files lie, how fast requests are sent, budgets, the machine, the tool's version (protocol versions stand for it).</remarks>
public static class PlanHash
{
    private const string Separator = ", ";

    /// <summary>SHA-256 of the plan's facts, lower-case hex.</summary>
    public static string Compute(RunManifest manifest)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in Facts(manifest))
        {
            text.Append(name).Append('\0').Append(value).Append('\0');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>What differs between two plans, one line each: <c>seed: 1 in the run, 2 now</c>.</summary>
    public static IReadOnlyList<string> Differences(RunManifest run, RunManifest now)
    {
        var old = Facts(run).ToDictionary(StringComparer.Ordinal);
        var current = Facts(now).ToDictionary(StringComparer.Ordinal);
        return
        [
            .. Missing(old, current).Select(name => $"{name}: in the run, not asked for now"),
            .. Missing(current, old).Select(name => $"{name}: asked for now, not in the run"),
            .. old.Where(fact => current.TryGetValue(fact.Key, out var value) && value != fact.Value)
                .Select(fact => $"{fact.Key}: {Shorten(fact.Value)} in the run, {Shorten(current[fact.Key])} now"),
        ];
    }

    // A task that is there on one side only is named once, not fact by fact.
    private static IEnumerable<string> Missing(Dictionary<string, string> here, Dictionary<string, string> there) =>
        here.Keys.Where(name => !there.ContainsKey(name))
            .Select(name => name.Split(Separator)[0] is var task && there.ContainsKey(task + Separator + "version") ? name : task)
            .Distinct(StringComparer.Ordinal);

    private static SortedDictionary<string, string> Facts(RunManifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        var facts = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["seed"] = Text(manifest.Seed),
            ["limit"] = Text(manifest.Limit),
        };
        if (manifest.Sandbox is { } sandbox)
        {
            facts["sandbox"] = $"{sandbox.Kind} {sandbox.Judging} {sandbox.Digest}";
        }

        foreach (var model in manifest.Models)
        {
            facts[$"model {model.Name}"] = model.Fingerprint;
        }

        foreach (var task in manifest.Tasks)
        {
            AddTask(facts, task);
        }

        return facts;
    }

    private static void AddTask(SortedDictionary<string, string> facts, TaskManifest task)
    {
        var name = $"{task.Model} on {task.Benchmark}@{task.Protocol}";
        facts[$"{name}{Separator}version"] = Text(task.Version);
        facts[$"{name}{Separator}split"] = task.Split;
        facts[$"{name}{Separator}subsets"] = string.Join(',', task.Subsets);
        facts[$"{name}{Separator}samples"] = Text(task.Samples);
        facts[$"{name}{Separator}repeats"] = Text(task.Repeats);
        facts[$"{name}{Separator}prompts"] = task.PromptsSha256;
        foreach (var (split, digest) in task.Digests)
        {
            facts[$"{name}{Separator}data of split {split}"] = digest;
        }

        if (task.Generation is { } generation)
        {
            facts[$"{name}{Separator}max tokens"] = Text(generation.MaxTokens);
            facts[$"{name}{Separator}temperature"] = Text(generation.Temperature);
            facts[$"{name}{Separator}top-p"] = Text(generation.TopP);
            facts[$"{name}{Separator}sampling seed"] = Text(generation.Seed);
        }
    }

    private static string Text(IFormattable? value) => value?.ToString(format: null, CultureInfo.InvariantCulture) ?? "none";

    private static string Shorten(string value) => value.Length > 40 ? value[..12] + "…" : value;
}
