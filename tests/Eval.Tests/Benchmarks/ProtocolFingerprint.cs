using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Eval.Core.Datasets;
using Eval.Core.Models;
using Eval.Core.Prompts;
using Eval.Core.Scoring;

namespace Eval.Tests.Benchmarks;

/// <summary>What a protocol does, in three hashes: what it sends, its settings, and how it reads a fixed set of completions.</summary>
/// <param name="Name"><c>benchmark@protocol</c>.</param>
/// <param name="Version">The protocol's version.</param>
/// <param name="Prompts">Hash of the fixture's prompts and continuations.</param>
/// <param name="Settings">Hash of stop strings, limits, temperature, truncation, metrics, averaging and groups.</param>
/// <param name="Readings">Hash of the scores of the fixed completions.</param>
internal sealed record ProtocolFingerprint(string Name, int Version, string Prompts, string Settings, string Readings)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private static readonly double[][] LogProbabilities = [[-1, -2, -3, -4], [-3, -1, -1, -2], [-9, -9, -9, -0.5]];

    private static readonly double[][] FirstTokens = [.. LogProbabilities, [-100, -100, -2, -100], [-100, -100, -100, -100]];

    public static async Task<ProtocolFingerprint> TakeAsync(IProtocolDefinition definition, BenchmarkData data, IReadOnlyList<string> completions)
    {
        var info = definition.Info;
        var protocol = definition.Bind(data, new EchoSandbox());
        var prompts = string.Join('\0', data.Samples.Select(protocol.Render).SelectMany(prompt => (string[])[prompt.CanonicalText, .. prompt.Continuations]));
        var scores = new List<Score>();
        foreach (var sample in data.Samples)
        {
            var answers = info.Needs.HasFlag(ModelAbilities.Continuations) ? LogProbabilities.Select(Scored)
                : info.Needs.HasFlag(ModelAbilities.FirstTokenLogProbabilities) ? FirstTokens.Select(Scored)
                : completions.SelectMany(Generated);
            foreach (var completion in answers)
            {
                scores.Add(await protocol.Scorer.ScoreAsync(sample, completion, CancellationToken.None));
            }
        }

        return new ProtocolFingerprint(info.FullName, info.Version, Hash(prompts), Hash(Canonical(info)), Hash(JsonSerializer.Serialize(scores, Json)));
    }

    public override string ToString() => FormattableString.Invariant($"{Name} v{Version} prompts:{Prompts} settings:{Settings} readings:{Readings}");

    public static ProtocolFingerprint Parse(string line)
    {
        var parts = line.Split(' ');
        return new ProtocolFingerprint(
            parts[0],
            int.Parse(parts[1][1..], System.Globalization.CultureInfo.InvariantCulture),
            parts[2].Split(':')[1],
            parts[3].Split(':')[1],
            parts[4].Split(':')[1]);
    }

    private static string Canonical(ProtocolInfo info) => JsonSerializer.Serialize(info with { Version = 0, Description = "", Origin = "" }, Json);

    private static Completion Scored(double[] values) => new()
    {
        Text = "",
        FinishReason = FinishReason.Scored,
        Choices = [.. values.Select(value => new ContinuationScore(value, 1, IsGreedy: false))],
    };

    private static IEnumerable<Completion> Generated(string text) =>
    [
        new Completion { Text = text, FinishReason = FinishReason.Stop },
        new Completion { Text = text, FinishReason = FinishReason.Length },
    ];

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];

    /// <summary>Says that every program passes; what counts is the program it was given, which stands in the score.</summary>
    private sealed class EchoSandbox : ISandbox
    {
        public SandboxInfo Info { get; } = new()
        {
            Kind = "echo",
            Digest = "none",
            Parallelism = 1,
            Judging = JudgingMode.Split,
            Limits = new Dictionary<string, string>(),
        };

        public Task<SandboxResult> RunAsync(SandboxRequest request, CancellationToken cancellationToken) =>
            Task.FromResult(new SandboxResult { Verdict = SandboxVerdict.Passed, Stderr = string.Join('\n', [request.Program, request.Tests, request.Invocation, .. request.Exports]) });

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
