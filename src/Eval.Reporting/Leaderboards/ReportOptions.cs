using Eval.Core.Prompts;
using Eval.Core.Results;
using Eval.Reporting.Published;
using Eval.Reporting.Strings;

namespace Eval.Reporting.Leaderboards;

/// <summary>What a report may use beside the run itself.</summary>
public sealed record ReportOptions
{
    public ReportLanguage Language { get; init; } = ReportLanguage.English;

    /// <summary>Renders a sample's prompt again, as it was sent; null where the data set is not at hand. Called from one thread.</summary>
    public Func<SampleRecord, string?>? Prompt { get; init; }

    /// <summary>What a protocol fixes, by benchmark and protocol name; null where it is unknown (a protocol of a plugin or of a later version).</summary>
    public Func<string, string, ProtocolInfo?> Protocol { get; init; } = static (_, _) => null;

    /// <summary>Scores others published; empty for none.</summary>
    public PublishedScores Published { get; init; } = PublishedScores.None;

    /// <summary>Prompts put into the page per model and benchmark: three in four go to samples that are not right.</summary>
    public int MaxPrompts { get; init; } = 200;

    /// <summary>Characters of one completion, thought, program or stderr put into the page; the rest stays in the samples file, and the page says so.</summary>
    public int MaxTextLength { get; init; } = 20_000;
}
