namespace Eval.Core.Results;

/// <summary>A run folder cannot be used as asked: missing, of another plan, held by another process, written by a newer Eval, or a line of it is broken.</summary>
public sealed class RunFolderException(string message, string fix, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>What the reader can do about it.</summary>
    public string Fix { get; } = fix;
}
