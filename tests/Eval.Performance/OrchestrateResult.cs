namespace Eval.Performance;

/// <summary>What one client process measured of itself, after a warm-up.</summary>
internal sealed record OrchestrateResult(double WallSeconds, double CpuSeconds, double PeakMegabytes, double AllocatedMegabytes);
