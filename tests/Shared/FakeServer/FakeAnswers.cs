using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Eval.Testing.FakeServer;

/// <summary>Makes the answers: from the script, else from the prompt's hash; the same prompt always gets the same answer.</summary>
internal sealed class FakeAnswers(FakeServerOptions options)
{
    /// <summary>The model asked for and the answer's JSON body.</summary>
    public static (string Model, string Prompt, bool IsChat) Read(FakeRequest request)
    {
        using var document = JsonDocument.Parse(request.Body);
        var root = document.RootElement;
        var model = root.TryGetProperty("model", out var name) ? name.GetString() ?? "" : "";
        if (root.TryGetProperty("messages", out var messages))
        {
            return (model, string.Join('\n', messages.EnumerateArray().Select(turn => turn.GetProperty("content").ToString())), true);
        }

        return (model, root.TryGetProperty("prompt", out var prompt) ? prompt.ToString() : "", false);
    }

    /// <summary>Body of a good answer.</summary>
    public byte[] Write(string model, string prompt, bool isChat)
    {
        var text = Text(prompt);
        using var buffer = new MemoryStream(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("id", "fake-1");
            json.WriteString("object", isChat ? "chat.completion" : "text_completion");
            json.WriteString("model", model);
            json.WriteStartArray("choices");
            json.WriteStartObject();
            json.WriteNumber("index", 0);
            if (isChat)
            {
                json.WriteStartObject("message");
                json.WriteString("role", "assistant");
                json.WriteString("content", text);
                json.WriteEndObject();
            }
            else
            {
                json.WriteString("text", text);
            }

            json.WriteString("finish_reason", "stop");
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteStartObject("usage");
            json.WriteNumber("prompt_tokens", (prompt.Length / 4) + 1);
            json.WriteNumber("completion_tokens", (text.Length / 4) + 1);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private string Text(string prompt)
    {
        foreach (var (contained, answer) in options.Script)
        {
            if (prompt.Contains(contained, StringComparison.Ordinal))
            {
                return answer;
            }
        }

        var hash = FakeHash.Of(Encoding.UTF8.GetBytes(prompt));
        return prompt.Contains("\nD", StringComparison.Ordinal)
            ? $"Answer: {(char)('A' + (hash % 4))}"
            : string.Create(CultureInfo.InvariantCulture, $"Step by step, we get there. The answer is {hash % 100}.\n#### {hash % 100}");
    }
}
