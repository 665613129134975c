using System.Text.Json;

namespace Eval.Core.Results.Import;

/// <summary>One format of completions files.</summary>
internal interface ICompletionFormat
{
    /// <summary>Whether an object has this format's names.</summary>
    bool Recognizes(JsonElement line);

    /// <summary>Reads a recognised object.</summary>
    /// <param name="line">The object.</param>
    /// <param name="subset">Subject that the file's name tells; null when it tells none.</param>
    /// <exception cref="JsonException">A value has the wrong shape.</exception>
    ImportedLine Read(JsonElement line, string? subset);
}
