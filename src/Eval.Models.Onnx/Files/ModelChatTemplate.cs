using System.Text.Json;
using Eval.Core.Prompts.Templates;

namespace Eval.Models.Onnx.Files;

/// <summary>The chat template of a model folder: the one the user names, else the family its own Jinja template is recognised as.</summary>
internal static class ModelChatTemplate
{
    /// <param name="folder">Folder of the model.</param>
    /// <param name="named">What the user named; null for the model's own.</param>
    /// <returns>Null where the model has no template, or one of no known family: a guess would spoil every number.</returns>
    /// <exception cref="ArgumentException">The named template does not exist.</exception>
    public static ChatTemplate? Find(string folder, string? named)
    {
        if (named is not null)
        {
            return ChatTemplates.Find(named);
        }

        return ReadJinja(folder) is { } jinja ? ChatTemplates.Recognize(jinja) : null;
    }

    private static string? ReadJinja(string folder)
    {
        var own = Path.Combine(folder, "chat_template.jinja");
        if (File.Exists(own))
        {
            return File.ReadAllText(own);
        }

        var settings = Path.Combine(folder, "tokenizer_config.json");
        if (!File.Exists(settings))
        {
            return null;
        }

        using var document = JsonFile.Open(settings);
        if (!document.RootElement.TryGetProperty("chat_template", out var template))
        {
            return null;
        }

        // Either the text, or a list of named texts of which "default" is the plain conversation.
        return template.ValueKind switch
        {
            JsonValueKind.String => template.GetString(),
            JsonValueKind.Array => template.EnumerateArray()
                .Where(entry => Named(entry, "name") == "default")
                .Select(entry => Named(entry, "template"))
                .FirstOrDefault(),
            _ => null,
        };

        static string? Named(JsonElement entry, string name) =>
            entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }
}
