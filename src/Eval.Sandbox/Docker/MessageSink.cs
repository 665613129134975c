using Docker.DotNet.Models;

namespace Eval.Sandbox.Docker;

/// <summary>Keeps the error of a pull or import, which the engine reports in its stream of messages. Called in order, unlike <see cref="Progress{T}"/>.</summary>
internal sealed class MessageSink : IProgress<JSONMessage>
{
    public string? Error { get; private set; }

    public void Report(JSONMessage value) => Error ??= value.Error?.Message;
}
