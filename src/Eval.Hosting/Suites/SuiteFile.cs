using Eval.Hosting.Planning;

namespace Eval.Hosting.Suites;

/// <summary>What a suite file says: a request, and the folders and language it wants; null where it is silent.</summary>
/// <param name="Request">The run it asks for.</param>
/// <param name="Datasets">Datasets folders, relative ones resolved against the file's folder.</param>
/// <param name="Runs">Runs folder; null for the default.</param>
/// <param name="Keys">Keys that the file sets, so that the command line can add to it and a contradiction can be told.</param>
public sealed record SuiteFile(RunRequest Request, IReadOnlyList<string> Datasets, string? Runs, IReadOnlySet<string> Keys);
