using System.CommandLine;

namespace Eval.Cli;

/// <summary>Options that every command takes.</summary>
public sealed class GlobalOptions
{
    public Option<string[]> Datasets { get; } = new("--datasets")
    {
        Description = "Folder with data sets in their upstream layouts; may be given several times.",
        HelpName = "DIR",
        Recursive = true,
        AllowMultipleArgumentsPerToken = false,
    };

    public Option<string> Runs { get; } = new("--runs")
    {
        Description = "Folder that runs are kept in.",
        HelpName = "DIR",
        Recursive = true,
        DefaultValueFactory = _ => "runs",
    };

    public Option<string> Language { get; } = new("--lang")
    {
        Description = "Language of tables and pages: en or zh.",
        HelpName = "LANG",
        Recursive = true,
        DefaultValueFactory = _ => "en",
    };

    public Option<bool> Json { get; } = new("--json")
    {
        Description = "Machine output on stdout; everything for people goes to stderr.",
        Recursive = true,
    };

    public Option<bool> Quiet { get; } = new("--quiet", "-q")
    {
        Description = "No progress and no hints.",
        Recursive = true,
    };

    public Option<bool> Verbose { get; } = new("--verbose")
    {
        Description = "Show stack traces of failures.",
        Recursive = true,
    };

    public GlobalOptions()
    {
        Language.AcceptOnlyFromAmong("en", "zh");
    }

    public void AddTo(Command root)
    {
        ArgumentNullException.ThrowIfNull(root);
        foreach (Option option in new Option[] { Datasets, Runs, Language, Json, Quiet, Verbose })
        {
            root.Options.Add(option);
        }
    }
}
