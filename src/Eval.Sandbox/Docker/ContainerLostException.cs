namespace Eval.Sandbox.Docker;

/// <summary>A container is of no more use: it ended, did not answer in time, or is not as it was. Says nothing about the engine.</summary>
internal sealed class ContainerLostException(string message, Exception? innerException = null) : Exception(message, innerException);
