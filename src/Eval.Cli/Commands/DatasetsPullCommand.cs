using System.CommandLine;
using System.Text.Json;
using Eval.Hosting.Datasets;
using Eval.Hosting.Datasets.Downloads;
using Eval.Hosting.Datasets.Installing;

namespace Eval.Cli.Commands;

/// <summary><c>datasets pull NAME…</c></summary>
public sealed class DatasetsPullCommand : EvalCommand
{
    private readonly Argument<string[]> _names = new("name") { Description = "Data sets to fetch: mmlu, ceval, gsm8k, humaneval.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string> _to = DatasetsCommand.CreateTo();
    private readonly Option<string> _source = new("--source") { Description = "Fetch from this source only; datasets list shows them.", HelpName = "ID" };
    private readonly Option<bool> _force = new("--force") { Description = "Fetch and replace even a copy that is right." };
    private readonly Option<bool> _allowUnknown = DatasetsCommand.CreateAllowUnknown();

    public DatasetsPullCommand()
        : base("pull", "Fetch data sets from their upstream addresses: resumed, checked against the manifest, put in place whole or not at all. Proxy: HTTPS_PROXY. Mirrors: HF_ENDPOINT, EVAL_MIRROR.")
    {
        Arguments.Add(_names);
        Options.Add(_to);
        Options.Add(_source);
        Options.Add(_force);
        Options.Add(_allowUnknown);
    }

    protected override async Task<int> RunAsync(ParseResult parse, CommandContext context, CancellationToken cancellationToken)
    {
        var catalog = DatasetsCommand.LoadCatalog();
        var manifests = parse.GetRequiredValue(_names).Distinct(StringComparer.Ordinal).Select(catalog.Get).ToList();
        var progress = new PullProgress(context);
        using var downloader = new FileDownloader(new DownloadOptions(), context.Time, progress);
        var pull = new DatasetPull(downloader, new MirrorRules(context.Environment), progress);
        var options = new InstallOptions
        {
            Folder = Path.GetFullPath(parse.GetValue(_to) ?? DatasetLocator.UserFolder(context.Environment)),
            Source = parse.GetValue(_source),
            Force = parse.GetValue(_force),
            AllowsUnknownContent = parse.GetValue(_allowUnknown),
        };

        var code = ExitCode.Fine;
        var outcomes = new List<InstallOutcome>();
        foreach (var manifest in manifests)
        {
            DatasetsCommand.WriteLicence(context, manifest);
            outcomes.Add(await pull.RunAsync(manifest, options, cancellationToken));
            progress.End();
            code = Math.Max(code, DatasetsCommand.WriteOutcome(context, outcomes[^1]));
        }

        if (context.IsJson)
        {
            await context.Machine.WriteLineAsync(JsonSerializer.Serialize(outcomes, MachineJson.Options));
        }

        return code;
    }
}
