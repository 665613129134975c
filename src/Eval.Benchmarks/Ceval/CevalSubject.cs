namespace Eval.Benchmarks.Ceval;

/// <summary>One subject of C-Eval, as in its subject_mapping.json.</summary>
/// <param name="Name">Name of its files.</param>
/// <param name="ChineseName">Name in prompts.</param>
/// <param name="Group">STEM, Social Science, Humanities or Other.</param>
public sealed record CevalSubject(string Name, string ChineseName, string Group);
