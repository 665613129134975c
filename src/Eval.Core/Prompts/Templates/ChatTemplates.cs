using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Eval.Core.Prompts.Templates;

/// <summary>The chat templates that ship with Eval, by name or recognised from a model's own Jinja template.</summary>
public static class ChatTemplates
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>All templates in ordinal order of name.</summary>
    public static IReadOnlyList<ChatTemplate> All { get; } = [.. Load().OrderBy(template => template.Name, StringComparer.Ordinal)];

    /// <summary>The template that <c>?template=</c> names: a name, an alias, or a JSON file of the same form as ours.</summary>
    /// <exception cref="ArgumentException">There is none of that name, or the file is broken; the message says what there is.</exception>
    public static ChatTemplate Find(string nameOrFile)
    {
        ArgumentException.ThrowIfNullOrEmpty(nameOrFile);
        return File.Exists(nameOrFile) ? ReadFile(nameOrFile) : FindByName(nameOrFile);
    }

    /// <summary>The template of a model's own Jinja text; null when none or more than one fits, for a guess would spoil every number.</summary>
    public static ChatTemplate? Recognize(string jinja)
    {
        var candidates = All.Where(template => template.Recognizes(jinja)).ToList();
        return candidates is [var only] ? only : null;
    }

    /// <summary>What to tell a user whose model's template is not recognised.</summary>
    public static string UnrecognizedMessage(string model) =>
        $"The chat template of {model} is not one that Eval knows. Name the one to use with ?template=, one of {Names}; or ask for a protocol that needs no chat.";

    private static string Names => string.Join(", ", All.Select(template => template.Name));

    private static ChatTemplate FindByName(string name) =>
        All.FirstOrDefault(template => template.Name.Equals(name, StringComparison.OrdinalIgnoreCase) || template.Aliases.Contains(name, StringComparer.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"There is no chat template \"{name}\" and no file of that name; there are {Names}.", nameof(name));

    private static ChatTemplate ReadFile(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path));
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new ArgumentException($"The chat template file {path} cannot be used: {exception.Message}", nameof(path), exception);
        }
    }

    private static IEnumerable<ChatTemplate> Load()
    {
        var assembly = typeof(ChatTemplates).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith("chat-templates/", StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            using var reader = new StreamReader(stream);
            yield return Parse(reader.ReadToEnd());
        }
    }

    private static ChatTemplate Parse(string json)
    {
        var text = json.ReplaceLineEndings("\n");
        var template = JsonSerializer.Deserialize<ChatTemplate>(text, Options) ?? throw new JsonException("The file holds null.");
        return template.Assistant.Contains("{content}", StringComparison.Ordinal) && template.User.Contains("{content}", StringComparison.Ordinal)
            ? template with { Sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))) }
            : throw new JsonException("The user and assistant turns need a place for {content}.");
    }
}
