using System.CommandLine;
using System.Text.Json;
using Eval.Benchmarks;
using Eval.Cli.Screens;
using Eval.Hosting.Datasets.Manifests;
using Eval.Hosting.Datasets.Verifying;
using Eval.Hosting.Planning;

namespace Eval.Cli.Commands;

/// <summary><c>datasets verify [NAME…]</c></summary>
public sealed class DatasetsVerifyCommand : EvalCommand
{
    private readonly Argument<string[]> _names = new("name") { Description = "Data sets to verify; without a name all that are found.", Arity = ArgumentArity.ZeroOrMore };

    public DatasetsVerifyCommand()
        : base("verify", "Read the data sets that runs would use and compare counts and content with the manifests.")
    {
        Arguments.Add(_names);
    }

    protected override async Task<int> RunAsync(ParseResult parse, CommandContext context, CancellationToken cancellationToken)
    {
        var catalog = DatasetsCommand.LoadCatalog();
        var names = parse.GetValue(_names) ?? [];
        var manifests = names.Length == 0 ? catalog.All : [.. names.Distinct(StringComparer.Ordinal).Select(catalog.Get)];
        var places = manifests.Select(manifest => (Manifest: manifest, Folder: Find(context, manifest))).ToList();
        if (names.Length == 0)
        {
            places.RemoveAll(place => place.Folder is null);
        }

        var missing = places.Where(place => place.Folder is null).Select(place => place.Manifest.Name).ToList();
        if (missing.Count > 0 || places.Count == 0)
        {
            throw new RequestException(
                string.Join(", ", missing),
                places.Count == 0 ? "no data set is installed; the built-in mini items need no verifying." : "is not installed; only the built-in mini items are there.",
                $"Fetch it with: dotnet eval datasets pull {(missing.Count > 0 ? string.Join(' ', missing) : "NAME")}. Or name its parent folder with --datasets.");
        }

        var reports = new List<DatasetReport>();
        foreach (var (manifest, folder) in places)
        {
            context.Notice($"Reading {manifest.Name} in {folder}");
            reports.Add(await DatasetVerifier.VerifyAsync(manifest, BenchmarkCatalog.Find(manifest.Name)!, folder!, cancellationToken));
        }

        await WriteAsync(context, reports);
        return reports.All(report => report.IsSound) ? ExitCode.Fine : ExitCode.WrongRequest;
    }

    private static string? Find(CommandContext context, DatasetManifest manifest)
    {
        var locator = context.CreateLocator();
        try
        {
            var place = locator.Locate(manifest.Name, onlyMini: false, context.Environment);
            return place.IsMini ? null : place.Folder;
        }
        catch (RequestException)
        {
            // Folders were named and none holds it.
            return null;
        }
    }

    private static async Task WriteAsync(CommandContext context, List<DatasetReport> reports)
    {
        if (context.IsJson)
        {
            await context.Machine.WriteLineAsync(JsonSerializer.Serialize(reports, MachineJson.Options));
            return;
        }

        foreach (var report in reports)
        {
            foreach (var split in report.Splits)
            {
                Row(context, report.Name, DatasetsCommand.Describe(split), split.State);
            }

            foreach (var exemplar in report.Exemplars)
            {
                Row(context, report.Name, exemplar.Path, exemplar.State);
            }
        }

        foreach (var report in reports)
        {
            foreach (var problem in report.Splits.SelectMany(split => split.Problems.Select(problem => $"{report.Name} {split.Name}: {problem}")).Concat(report.Exemplars.SelectMany(exemplar => exemplar.Problems)))
            {
                context.Error.PutLine(TerminalText.Clean($"error {problem}"), ScreenExtensions.Bad);
            }

            context.Line(report.IsSound
                ? $"{report.Name}: {(report.IsComplete ? "complete and verified" : "what is there is verified")} ({report.Folder})"
                : $"{report.Name}: NOT as the manifest says ({report.Folder}). Fetch it anew with: dotnet eval datasets pull {report.Name} --force");
        }
    }

    private static string Describe(SplitState state) => state switch
    {
        SplitState.Verified => "verified",
        SplitState.Absent => "not there",
        SplitState.WrongCount => "WRONG COUNT",
        SplitState.UnknownContent => "UNKNOWN CONTENT",
        _ => "BROKEN",
    };

    private static void Row(CommandContext context, string name, string part, SplitState state) =>
        context.Line($"{name,-10} {part,-34} {Describe(state)}");
}
