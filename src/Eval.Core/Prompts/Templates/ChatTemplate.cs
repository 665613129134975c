using System.Text;

namespace Eval.Core.Prompts.Templates;

/// <summary>How one family of chat models writes a conversation as raw text. A data file beside this class, never code.</summary>
/// <remarks>The begin-of-text token is the engine's business: it stands in no template.</remarks>
public sealed record ChatTemplate
{
    public required string Name { get; init; }

    public IReadOnlyList<string> Aliases { get; init; } = [];

    public required string Title { get; init; }

    /// <summary>Address of the model maker's own description.</summary>
    public required string Source { get; init; }

    /// <summary>System text where the conversation brings none; null for no system turn.</summary>
    public string? DefaultSystem { get; init; }

    /// <summary>A system turn with <c>{content}</c>; null where the system text goes into the first user turn.</summary>
    public string? System { get; init; }

    /// <summary>A user turn with <c>{content}</c>.</summary>
    public required string User { get; init; }

    /// <summary>The first user turn with <c>{system}</c> and <c>{content}</c>, where <see cref="System"/> is null.</summary>
    public string? UserWithSystem { get; init; }

    /// <summary>A past turn of the assistant with <c>{content}</c>.</summary>
    public required string Assistant { get; init; }

    /// <summary>What makes the assistant begin.</summary>
    public required string Generation { get; init; }

    /// <summary>True where the maker's template strips white space from every turn.</summary>
    public bool Trim { get; init; }

    /// <summary>Texts that end the assistant's turn.</summary>
    public required IReadOnlyList<string> Stop { get; init; }

    /// <summary>Texts that a model's own Jinja template of this family holds, all of them.</summary>
    public required IReadOnlyList<string> Markers { get; init; }

    /// <summary>Texts that tell a different family or version apart.</summary>
    public required IReadOnlyList<string> Excludes { get; init; }

    /// <summary>SHA-256 of the data file, lower-case hex: stands in every run that used the template.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>The conversation as raw text, up to where the model goes on.</summary>
    /// <param name="messages">An optional system turn first, then user and assistant turns.</param>
    /// <param name="assistantPrefix">Beginning of the answer (prefill); null for none.</param>
    /// <exception cref="ArgumentException">A system turn stands anywhere but first.</exception>
    public string Render(IReadOnlyList<ChatMessage> messages, string? assistantPrefix)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var output = new StringBuilder();
        var system = messages is [{ Role: ChatRole.System } first, ..] ? Prepare(first.Content) : DefaultSystem;
        if (system is not null && System is not null)
        {
            output.Append(Fill(System, system, system));
        }

        var isPending = system is not null && System is null;
        foreach (var message in messages.Skip(messages is [{ Role: ChatRole.System }, ..] ? 1 : 0))
        {
            var content = Prepare(message.Content);
            switch (message.Role)
            {
                case ChatRole.User when isPending:
                    output.Append(Fill(UserWithSystem ?? throw new InvalidOperationException($"Template {Name} has no place for a system text."), system!, content));
                    isPending = false;
                    break;
                case ChatRole.User:
                    output.Append(Fill(User, "", content));
                    break;
                case ChatRole.Assistant:
                    output.Append(Fill(Assistant, "", content));
                    break;
                default:
                    throw new ArgumentException("A system turn can only be the first.", nameof(messages));
            }
        }

        // Llama 2 and Mistral write a space before an answer that stands there, and leave it to the model otherwise.
        return assistantPrefix is null
            ? output.Append(Generation).ToString()
            : output.Append(Assistant, 0, Assistant.IndexOf(ContentPlace, StringComparison.Ordinal)).Append(assistantPrefix).ToString();
    }

    /// <summary>Whether a model's own Jinja template is of this family.</summary>
    public bool Recognizes(string jinja)
    {
        ArgumentNullException.ThrowIfNull(jinja);
        var text = jinja.Replace("\\n", "\n", StringComparison.Ordinal); // some files escape the line breaks of Jinja's strings, some hold them
        return Markers.All(marker => text.Contains(marker, StringComparison.Ordinal))
            && !Excludes.Any(other => text.Contains(other, StringComparison.Ordinal));
    }

    private const string ContentPlace = "{content}";
    private const string SystemPlace = "{system}";

    private string Prepare(string content) => Trim ? content.Trim() : content;

    // In one pass, so that braces in the texts themselves are never places.
    private static string Fill(string pattern, string system, string content)
    {
        var output = new StringBuilder(pattern.Length + content.Length);
        for (var i = 0; i < pattern.Length;)
        {
            var rest = pattern.AsSpan(i);
            if (rest.StartsWith(ContentPlace))
            {
                output.Append(content);
                i += ContentPlace.Length;
            }
            else if (rest.StartsWith(SystemPlace))
            {
                output.Append(system);
                i += SystemPlace.Length;
            }
            else
            {
                output.Append(pattern[i++]);
            }
        }

        return output.ToString();
    }
}
