namespace Eval.Core.Scoring;

/// <summary>No sandbox engine answers; says nothing about the program.</summary>
public sealed class SandboxUnavailableException(string message, string fix, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>What the reader can do about it.</summary>
    public string Fix { get; } = fix;
}
