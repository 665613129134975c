using Microsoft.Extensions.Logging;

namespace Eval.Sandbox;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "A sandbox container was replaced: {Reason}")]
    public static partial void ContainerLost(ILogger logger, string reason);

    [LoggerMessage(2, LogLevel.Information, "Container {Id}, left by run '{Run}', was removed")]
    public static partial void LeftoverRemoved(ILogger logger, string id, string run);

    [LoggerMessage(3, LogLevel.Warning, "Docker is not usable, WebAssembly is used instead: {Reason}")]
    public static partial void DockerPassedOver(ILogger logger, string reason);

    [LoggerMessage(4, LogLevel.Debug, "The image could not be pulled: {Reason}")]
    public static partial void PullFailed(ILogger logger, string reason);
}
