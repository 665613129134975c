namespace Eval.Performance.Sandbox;

/// <summary>What one client did: rate over everything (start and removal too), times per sample in milliseconds, its own peak memory.</summary>
internal sealed record SandboxMeasurement(int Samples, int Passed, double Rate, double P50, double P99, double PeakMegabytes);
