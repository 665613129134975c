using System.Text.Json;
using Eval.Benchmarks;
using Eval.Core.Datasets;
using Eval.Core.Prompts;
using Eval.Core.Scoring;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.Tests.Benchmarks;

/// <summary>
/// A protocol's version promises what is sent and how it is read. <c>Goldens/protocols.lock</c> holds a fingerprint of every protocol on the
/// fixture beside it. After a wanted change: raise the protocol's version (or, for a protocol that no release has carried yet, delete its line)
/// and run this test with EVAL_UPDATE_GOLDENS=1.
/// </summary>
public sealed class ProtocolVersionTests
{
    private static string Goldens => Path.Combine(TestPaths.Repository, "tests", "Eval.Tests", "Benchmarks", "Goldens");

    private static string Fixture => Path.Combine(Goldens, "fixture");

    private static string LockFile => Path.Combine(Goldens, "protocols.lock");

    [Test]
    public async Task No_protocol_changes_without_a_new_version()
    {
        var locked = File.Exists(LockFile)
            ? File.ReadAllLines(LockFile).Where(line => line.Length > 0).Select(ProtocolFingerprint.Parse).ToDictionary(item => item.Name)
            : [];
        var current = await TakeAllAsync();
        var problems = current
            .Where(item => locked.GetValueOrDefault(item.Name) is { } old && old.Version == item.Version && old != item)
            .Select(item => $"{item.Name} is still version {item.Version}, but its {Difference(locked[item.Name], item)} changed: raise its version.")
            .ToList();
        if (problems.Count == 0 && Environment.GetEnvironmentVariable("EVAL_UPDATE_GOLDENS") == "1")
        {
            await File.WriteAllTextAsync(LockFile, string.Concat(current.Select(item => item + "\n")));
            return;
        }

        problems.AddRange(current
            .Where(item => locked.GetValueOrDefault(item.Name)?.Version != item.Version)
            .Select(item => $"{item.Name} v{item.Version} is not in protocols.lock: run this test with EVAL_UPDATE_GOLDENS=1."));
        problems.AddRange(locked.Keys
            .Except(current.Select(item => item.Name))
            .Select(name => $"{name} is in protocols.lock and no longer exists: run this test with EVAL_UPDATE_GOLDENS=1."));
        Assert.That(problems, Is.Empty, string.Join('\n', problems));
    }

    [Test]
    public async Task A_changed_template_or_setting_is_noticed_and_named()
    {
        var benchmark = BenchmarkCatalog.All[0];
        var data = await benchmark.LoadAsync(Fixture, benchmark.Info.DefaultSplit, CancellationToken.None);
        var original = await ProtocolFingerprint.TakeAsync(benchmark.Protocols[0], data, []);
        var changed = await ProtocolFingerprint.TakeAsync(new ChangedProtocol(benchmark.Protocols[0]), data, []);
        Assert.That(Difference(original, changed), Is.EqualTo("prompts and settings"));
        Assert.That(ProtocolFingerprint.Parse(original.ToString()), Is.EqualTo(original));
    }

    [Test]
    public async Task Every_protocol_renders_its_golden_prompt()
    {
        var problems = new List<string>();
        foreach (var benchmark in BenchmarkCatalog.All)
        {
            var data = await benchmark.LoadAsync(Fixture, benchmark.Info.DefaultSplit, CancellationToken.None);
            foreach (var protocol in benchmark.Protocols)
            {
                var golden = Path.Combine(Goldens, "prompts", protocol.Info.FullName + ".txt");
                var text = protocol.Bind(data, sandbox: null).Render(data.Samples[1]).CanonicalText;
                if (Environment.GetEnvironmentVariable("EVAL_UPDATE_GOLDENS") == "1")
                {
                    Directory.CreateDirectory(Path.GetDirectoryName(golden)!);
                    await File.WriteAllTextAsync(golden, text);
                }
                else if (!File.Exists(golden) || await File.ReadAllTextAsync(golden) != text)
                {
                    problems.Add($"{golden} differs from:\n{text}");
                }
            }
        }

        Assert.That(problems, Is.Empty, string.Join('\n', problems));
    }

    private static async Task<List<ProtocolFingerprint>> TakeAllAsync()
    {
        var completions = JsonSerializer.Deserialize<string[]>(await File.ReadAllTextAsync(Path.Combine(Goldens, "completions.json")))!;
        var all = new List<ProtocolFingerprint>();
        foreach (var benchmark in BenchmarkCatalog.All)
        {
            var data = await benchmark.LoadAsync(Fixture, benchmark.Info.DefaultSplit, CancellationToken.None);
            foreach (var protocol in benchmark.Protocols.OrderBy(protocol => protocol.Info.Name, StringComparer.Ordinal))
            {
                all.Add(await ProtocolFingerprint.TakeAsync(protocol, data, completions));
            }
        }

        return all;
    }

    private static string Difference(ProtocolFingerprint old, ProtocolFingerprint now) => string.Join(" and ", new[]
    {
        old.Prompts == now.Prompts ? null : "prompts",
        old.Settings == now.Settings ? null : "settings",
        old.Readings == now.Readings ? null : "readings",
    }.OfType<string>());

    /// <summary>A protocol whose template and stop strings were changed and whose version was not.</summary>
    private sealed class ChangedProtocol(IProtocolDefinition inner) : IProtocolDefinition
    {
        public ProtocolInfo Info { get; } = inner.Info with { Stop = ["\n"] };

        public IProtocol Bind(BenchmarkData data, ISandbox? sandbox) => new Bound(Info, inner.Bind(data, sandbox));

        private sealed class Bound(ProtocolInfo info, IProtocol inner) : IProtocol
        {
            public ProtocolInfo Info => info;

            public IScorer Scorer => inner.Scorer;

            public Prompt Render(Sample sample)
            {
                var prompt = inner.Render(sample);
                return prompt with { Parts = prompt.Parts! with { Header = prompt.Parts!.Header + " " } };
            }
        }
    }
}
