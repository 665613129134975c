using System.CommandLine;
using System.Globalization;
using Eval.Cli.Screens;
using Eval.Hosting.Datasets;
using Eval.Hosting.Datasets.Installing;
using Eval.Hosting.Datasets.Manifests;
using Eval.Hosting.Datasets.Verifying;

namespace Eval.Cli.Commands;

/// <summary><c>datasets pull|import|verify|list</c>: the real data, fetched, proven and put in place.</summary>
public sealed class DatasetsCommand : EvalCommand
{
    public DatasetsCommand()
        : base("datasets", "Fetch, import, verify and list the data sets.")
    {
        Subcommands.Add(new DatasetsPullCommand());
        Subcommands.Add(new DatasetsImportCommand());
        Subcommands.Add(new DatasetsVerifyCommand());
        Subcommands.Add(new DatasetsListCommand());
    }

    internal static Option<string> CreateTo() => new("--to")
    {
        Description = "Datasets folder to install in; without it the user's own, which every run searches.",
        HelpName = "DIR",
    };

    internal static Option<bool> CreateAllowUnknown() => new("--allow-unknown-content")
    {
        Description = "Install readable data with the right counts even where the manifest does not know their content.",
    };

    internal static DatasetCatalog LoadCatalog() => DatasetCatalog.Load(DatasetLocator.CatalogFolder);

    internal static void WriteLicence(CommandContext context, DatasetManifest manifest)
    {
        context.Line($"{manifest.Title}");
        context.Line($"  {manifest.Homepage}");
        context.Line($"  Licence: {manifest.Licence.Summary}. {manifest.Licence.Note}");
    }

    /// <summary>Says what was installed, and returns the exit code.</summary>
    internal static int WriteOutcome(CommandContext context, InstallOutcome outcome)
    {
        var report = outcome.Report;
        var splits = report.Splits.Where(split => split.State is SplitState.Verified or SplitState.UnknownContent).Select(Describe);
        var verb = outcome.IsNew ? "Installed" : "Already there";
        context.Line($"{verb}: {report.Name} in {report.Folder}: {string.Join(", ", splits)}; {(report.IsSound ? "content verified" : "content UNKNOWN to the manifest, accepted as asked")}.");
        foreach (var warning in outcome.Warnings)
        {
            context.Error.PutLine(TerminalText.Clean($"warning {warning}"), ScreenExtensions.Marked);
        }

        var parent = Path.GetDirectoryName(report.Folder)!;
        if (Path.GetFullPath(parent) != Path.GetFullPath(DatasetLocator.UserFolder(context.Environment)))
        {
            context.Notice($"Runs find it with --datasets {parent}");
        }

        return outcome.Warnings.Count == 0 ? ExitCode.Fine : ExitCode.Errors;
    }

    /// <summary>The split's size, and for C-Eval's test split whether its answers are there.</summary>
    internal static string Describe(SplitReport split) =>
        string.Create(CultureInfo.InvariantCulture, $"{split.Name} {split.Count:#,0}")
        + split.Labelled switch
        {
            null => "",
            0 => " (without answers)",
            { } labelled when labelled == split.Count => " (with answers)",
            _ => " (some without answers)",
        };
}
