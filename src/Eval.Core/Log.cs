using Microsoft.Extensions.Logging;

namespace Eval.Core;

/// <summary>What the core says to the log.</summary>
internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{File}: a torn last line of {Bytes} bytes was dropped; its sample is done again")]
    public static partial void TornLine(ILogger logger, string file, long bytes);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} records in {File} belong to no sample of the plan and are ignored")]
    public static partial void UnknownRecords(ILogger logger, int count, string file);

    [LoggerMessage(Level = LogLevel.Information, Message = "Run {Run}: {Tasks} tasks, {Done} answers done before, {Left} to do")]
    public static partial void RunStarted(ILogger logger, string run, int tasks, int done, int left);

    [LoggerMessage(Level = LogLevel.Information, Message = "Run {Run} ended: {Status}")]
    public static partial void RunEnded(ILogger logger, string run, Results.RunStatus status);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Model} stopped: {Reason}")]
    public static partial void ModelStopped(ILogger logger, string model, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Benchmark} stopped: {Reason}")]
    public static partial void SandboxStopped(ILogger logger, string benchmark, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Model} {Sample}: {Error}")]
    public static partial void SampleFailed(ILogger logger, string model, string sample, string error);
}
