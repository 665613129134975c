using Microsoft.Extensions.Logging;

namespace Eval.Models;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The response cache {Path} could not be used for one answer.")]
    public static partial void CacheFailed(ILogger logger, string path, Exception exception);
}
