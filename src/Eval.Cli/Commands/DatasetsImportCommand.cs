using System.CommandLine;
using System.Text.Json;
using Eval.Hosting.Datasets;
using Eval.Hosting.Datasets.Installing;

namespace Eval.Cli.Commands;

/// <summary><c>datasets import PATH</c></summary>
public sealed class DatasetsImportCommand : EvalCommand
{
    private readonly Argument<string> _path = new("path") { Description = "A zip, tar, tar.gz, single file or folder that holds one or several data sets, in any layout." };
    private readonly Option<string[]> _as = new("--as") { Description = "Look for this data set only; may be given several times.", HelpName = "NAME" };
    private readonly Option<string> _to = DatasetsCommand.CreateTo();
    private readonly Option<bool> _allowUnknown = DatasetsCommand.CreateAllowUnknown();

    public DatasetsImportCommand()
        : base("import", "Install data sets from files that are here already; checked as a pull is.")
    {
        Arguments.Add(_path);
        Options.Add(_as);
        Options.Add(_to);
        Options.Add(_allowUnknown);
    }

    protected override async Task<int> RunAsync(ParseResult parse, CommandContext context, CancellationToken cancellationToken)
    {
        var catalog = DatasetsCommand.LoadCatalog();
        var names = parse.GetValue(_as) ?? [];
        var manifests = names.Length == 0 ? catalog.All : [.. names.Distinct(StringComparer.Ordinal).Select(catalog.Get)];
        var options = new InstallOptions
        {
            Folder = Path.GetFullPath(parse.GetValue(_to) ?? DatasetLocator.UserFolder(context.Environment)),
            AllowsUnknownContent = parse.GetValue(_allowUnknown),
        };
        var outcomes = await DatasetImport.RunAsync(Path.GetFullPath(parse.GetRequiredValue(_path)), manifests, options, cancellationToken);
        foreach (var outcome in outcomes)
        {
            DatasetsCommand.WriteLicence(context, catalog.Get(outcome.Report.Name));
            DatasetsCommand.WriteOutcome(context, outcome);
        }

        if (context.IsJson)
        {
            await context.Machine.WriteLineAsync(JsonSerializer.Serialize(outcomes, MachineJson.Options));
        }

        return ExitCode.Fine;
    }
}
