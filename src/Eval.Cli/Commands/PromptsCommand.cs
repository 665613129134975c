using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Eval.Cli.Screens;
using Eval.Core.Datasets;
using Eval.Core.Prompts;
using Eval.Hosting.Planning;

namespace Eval.Cli.Commands;

/// <summary><c>prompts BENCHMARK</c>: what would be sent, or the digest of all of it.</summary>
public sealed class PromptsCommand : EvalCommand
{
    private readonly Argument<string> _benchmark = new("benchmark") { Description = "name[@protocol][:subset,…]; without a protocol the benchmark's first one." };
    private readonly Option<string?> _split = new("--split") { Description = "Split; the benchmark's default when left out.", HelpName = "SPLIT" };
    private readonly Option<bool> _sha256 = new("--sha256") { Description = "Print <benchmark@protocol> <split> <count> <sha256 over all prompts joined by NUL>." };
    private readonly Option<int> _show = new("--show") { Description = "Print the first N prompts, with spaces and newlines at the ends made visible.", HelpName = "N", DefaultValueFactory = _ => 1 };
    private readonly Option<string?> _id = new("--id") { Description = "Print the prompt of this sample.", HelpName = "ID" };
    private readonly Option<int?> _limit = new("--limit") { Description = "Only the first N samples of each subject.", HelpName = "N" };

    private readonly Option<string[]> _custom = new("--custom") { Description = "YAML file that describes a benchmark of your own.", HelpName = "FILE" };

    public PromptsCommand()
        : base("prompts", "Show exactly what a protocol sends.")
    {
        Arguments.Add(_benchmark);
        Options.Add(_split);
        Options.Add(_sha256);
        Options.Add(_show);
        Options.Add(_id);
        Options.Add(_limit);
        Options.Add(_custom);
    }

    protected override async Task<int> RunAsync(ParseResult parse, CommandContext context, CancellationToken cancellationToken)
    {
        var resolver = new BenchmarkResolver(BenchmarkSet.Load(parse.GetValue(_custom) ?? []), context.CreateLocator(), context.Environment);
        var spec = BenchmarkSpec.Parse(parse.GetRequiredValue(_benchmark));
        var benchmark = resolver.Find(spec);
        var definition = ChooseProtocol(benchmark, spec);
        var loaded = await resolver.LoadAsync(spec, benchmark, parse.GetValue(_split), onlyMini: false, cancellationToken);
        var protocol = definition.Bind(loaded.Data, sandbox: null);
        var subsets = SampleSelector.ResolveSubsets(loaded.Data, protocol.Info, spec.Subsets);
        var samples = SampleSelector.Select(loaded.Data, subsets, parse.GetValue(_limit));
        if (parse.GetValue(_sha256))
        {
            await context.Machine.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{protocol.Info.FullName} {loaded.Data.Split} {samples.Count} {PromptSet.ComputeSha256(protocol, samples)}"));
            return ExitCode.Fine;
        }

        var chosen = parse.GetValue(_id) is { } id ? [Find(samples, id)] : samples.Take(parse.GetValue(_show));
        var view = new PromptView(context.Out, context.Strings);
        foreach (var sample in chosen)
        {
            var prompt = protocol.Render(sample);
            if (context.IsJson)
            {
                await context.Machine.WriteLineAsync(JsonSerializer.Serialize(
                    new { id = sample.Id, sha256 = prompt.ComputeSha256(), text = prompt.Parts?.Join(), messages = prompt.IsChat ? prompt.Messages : null, assistant_prefix = prompt.AssistantPrefix, continuations = prompt.Continuations },
                    MachineJson.Options));
            }
            else
            {
                view.Write(sample.Id, prompt);
            }
        }

        return ExitCode.Fine;
    }

    private static Sample Find(IReadOnlyList<Sample> samples, string id) =>
        samples.FirstOrDefault(sample => sample.Id == id)
        ?? throw new RequestException($"--id {id}", "there is no such sample.", $"Ids look like {samples[0].Id}.");

    private static IProtocolDefinition ChooseProtocol(IBenchmark benchmark, BenchmarkSpec spec)
    {
        if (spec.Protocol is null)
        {
            return benchmark.Protocols[0];
        }

        return benchmark.Protocols.FirstOrDefault(candidate => candidate.Info.Name == spec.Protocol)
            ?? throw new RequestException(
                $"prompts {spec}",
                $"{benchmark.Info.Name} has no protocol \"{spec.Protocol}\".",
                $"Known: {string.Join(", ", benchmark.Protocols.Select(candidate => candidate.Info.Name))}.");
    }
}
