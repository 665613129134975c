using System.Text;

namespace Eval.Models.Http;

/// <summary>A secret and where it came from. Never prints its value; <see cref="Redact"/> takes it out of texts that others wrote.</summary>
public sealed class ApiKey
{
    // A shorter "key" is a placeholder (EMPTY, not-needed, no-key-required): taking it out of answers would change what models said.
    private const int ShortestInAnswers = 16;

    private readonly string _value;

    private ApiKey(string value, string source)
    {
        _value = value;
        Source = source;
    }

    /// <summary>What the user set: <c>OPENAI_API_KEY</c>, <c>file:keys/openai.txt</c>.</summary>
    public string Source { get; }

    /// <summary>Reads a key from an environment variable, or from the first line of <c>file:PATH</c>.</summary>
    /// <param name="source">Variable name or <c>file:PATH</c>.</param>
    /// <param name="environment">Reads a variable.</param>
    /// <param name="problem">Why there is no key; null when there is one.</param>
    public static ApiKey? Read(string source, Func<string, string?> environment, out string? problem)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(environment);
        var value = source.StartsWith("file:", StringComparison.Ordinal) ? ReadFile(source["file:".Length..]) : environment(source)?.Trim();
        problem = string.IsNullOrEmpty(value) ? $"no key in {source}; set it, for example: export {source}=…" : null;
        if (problem is not null && source.StartsWith("file:", StringComparison.Ordinal))
        {
            problem = $"no key in {source}: the file must exist and hold the key in its first line";
        }

        if (problem is null && value!.Any(c => c is < '!' or > '~'))
        {
            problem = $"the key in {source} holds a character that no HTTP header may hold (a space, a line break, a letter outside ASCII)";
        }

        return problem is null ? new ApiKey(value!, source) : null;
    }

    /// <summary>The secret, for a request header only.</summary>
    public string Reveal() => _value;

    /// <summary>The text with every occurrence of the secret taken out.</summary>
    public string Redact(string text) => text.Replace(_value, "[key]", StringComparison.Ordinal);

    /// <summary>The body with the secret taken out, should a server repeat it in an answer; the same array where it does not. Placeholders of fewer than 16 characters are left alone.</summary>
    internal byte[] RedactAnswer(byte[] body) =>
        _value.Length >= ShortestInAnswers && body.AsSpan().IndexOf(Encoding.ASCII.GetBytes(_value)) >= 0
            ? Encoding.UTF8.GetBytes(Redact(Encoding.UTF8.GetString(body)))
            : body;

    /// <summary>The same for a text that was put together from pieces of an answer.</summary>
    internal string RedactAnswer(string text) => _value.Length >= ShortestInAnswers ? Redact(text) : text;

    public override string ToString() => $"[key from {Source}]";

    private static string? ReadFile(string path)
    {
        try
        {
            return File.ReadLines(path).FirstOrDefault()?.Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
