namespace Eval.Core.Results;

/// <summary>The machine a run was driven from; no names of machine or user.</summary>
public sealed record HostManifest(string OperatingSystem, string Architecture, int Processors, string Runtime);
