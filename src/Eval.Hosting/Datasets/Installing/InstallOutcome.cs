using Eval.Hosting.Datasets.Verifying;

namespace Eval.Hosting.Datasets.Installing;

/// <summary>What an installation came to.</summary>
/// <param name="Report">What lies in the folder now.</param>
/// <param name="IsNew">False where a right copy was there already.</param>
/// <param name="Source">Where it came from: a source's id, or a path.</param>
/// <param name="Warnings">What is missing though the data set works, each with its fix.</param>
public sealed record InstallOutcome(DatasetReport Report, bool IsNew, string Source, IReadOnlyList<string> Warnings);
