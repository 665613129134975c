using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Eval.Hosting.Datasets.Manifests;
using Eval.Hosting.Planning;

namespace Eval.Cli.Commands;

/// <summary><c>datasets list</c></summary>
public sealed class DatasetsListCommand : EvalCommand
{
    public DatasetsListCommand()
        : base("list", "Show every data set: licence, size, sources, and where it is installed.")
    {
    }

    protected override async Task<int> RunAsync(ParseResult parse, CommandContext context, CancellationToken cancellationToken)
    {
        var manifests = DatasetsCommand.LoadCatalog().All;
        if (context.IsJson)
        {
            await context.Machine.WriteLineAsync(JsonSerializer.Serialize(manifests.Select(manifest => Describe(context, manifest)), MachineJson.Options));
            return ExitCode.Fine;
        }

        foreach (var manifest in manifests)
        {
            context.Line($"{manifest.Name,-10} {manifest.Title}");
            context.Line($"{"",-10} licence    {manifest.Licence.Summary}");
            context.Line($"{"",-10} samples    {string.Join(", ", manifest.Splits.Select(split => string.Create(CultureInfo.InvariantCulture, $"{split.Name} {split.Count:#,0}")))}");
            context.Line($"{"",-10} sources    {string.Join(", ", manifest.Sources.Select(source => source.Id))}");
            context.Line($"{"",-10} installed  {Place(context, manifest) ?? $"no, only the built-in mini items; fetch it with: dotnet eval datasets pull {manifest.Name}"}");
        }

        return ExitCode.Fine;
    }

    private static object Describe(CommandContext context, DatasetManifest manifest) => new
    {
        name = manifest.Name,
        title = manifest.Title,
        homepage = manifest.Homepage,
        paper = manifest.Paper,
        licence = new { spdx = manifest.Licence.Spdx, note = manifest.Licence.Note, commercial_use = manifest.Licence.AllowsCommercialUse },
        splits = manifest.Splits.ToDictionary(split => split.Name, split => split.Count),
        sources = manifest.Sources.Select(source => new { id = source.Id, urls = source.Files.Select(file => file.Url) }),
        installed = Place(context, manifest),
    };

    /// <summary>The benchmark's folder as a run would find it; null where only the mini items are there.</summary>
    private static string? Place(CommandContext context, DatasetManifest manifest)
    {
        var locator = context.CreateLocator();
        try
        {
            var place = locator.Locate(manifest.Name, onlyMini: false, context.Environment);
            return place.IsMini ? null : Path.Combine(place.Folder, manifest.Name);
        }
        catch (RequestException)
        {
            // Folders were named and none holds it.
            return null;
        }
    }
}
