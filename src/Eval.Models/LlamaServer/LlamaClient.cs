using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Eval.Core.Models;
using Eval.Core.Prompts;
using Eval.Models.Http;
using Eval.Models.OpenAi;

namespace Eval.Models.LlamaServer;

/// <summary>llama-server's own HTTP API.</summary>
internal sealed class LlamaClient(HttpEndpoint endpoint, ExtraFields extra) : IDisposable
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task<LlamaProps> PropsAsync(CancellationToken cancellationToken) =>
        Read((await endpoint.GetAsync("props", cancellationToken)).Body, LlamaWire.Default.LlamaProps);

    public async Task<LlamaModels> ModelsAsync(CancellationToken cancellationToken) =>
        Read((await endpoint.GetAsync("v1/models", cancellationToken)).Body, LlamaWire.Default.LlamaModels);

    /// <summary>Whether the model is loaded; false while the server says it is loading or does not listen yet.</summary>
    public async Task<bool> IsHealthyAsync(CancellationToken cancellationToken)
    {
        try
        {
            await endpoint.GetAsync("health", cancellationToken);
            return true;
        }
        catch (ModelRequestException exception) when (exception.IsTransient)
        {
            return false;
        }
    }

    public async Task<IReadOnlyList<int>> TokenizeAsync(string text, bool addSpecial, CancellationToken cancellationToken)
    {
        var reply = await PostAsync("tokenize", json =>
        {
            json.WriteString("content", text);
            json.WriteBoolean("add_special", addSpecial);
        }, cancellationToken);
        return Read(reply, LlamaWire.Default.LlamaTokens).Tokens;
    }

    /// <summary>The conversation as text in the model's own template, ready for the assistant's turn.</summary>
    public async Task<string> ApplyTemplateAsync(IReadOnlyList<ChatMessage> messages, CancellationToken cancellationToken)
    {
        var reply = await PostAsync("apply-template", json =>
        {
            json.WriteStartArray("messages");
            foreach (var message in messages)
            {
                json.WriteStartObject();
                json.WriteString("role", CanonicalChat.RoleName(message.Role));
                json.WriteString("content", message.Content);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            WriteExtra(json, isTemplate: true);
        }, cancellationToken);
        return Read(reply, LlamaWire.Default.LlamaTemplated).Prompt;
    }

    public async Task<LlamaCompletion> CompleteAsync(LlamaRequest request, CancellationToken cancellationToken)
    {
        var reply = await PostAsync("completion", json =>
        {
            request.WriteTo(json);
            WriteExtra(json, isTemplate: false);
        }, cancellationToken);
        return Read(reply, LlamaWire.Default.LlamaCompletion);
    }

    public void Dispose() => endpoint.Dispose();

    // Only these extra fields mean something to the template; everything else belongs to the completion.
    private void WriteExtra(Utf8JsonWriter json, bool isTemplate)
    {
        if (extra.Replaces("chat_template_kwargs") == isTemplate)
        {
            extra.WriteTo(json);
        }
    }

    private async Task<ReadOnlyMemory<byte>> PostAsync(string path, Action<Utf8JsonWriter> write, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return (await endpoint.PostAsync(path, buffer.WrittenMemory, cancellationToken)).Body;
    }

    private T Read<T>(ReadOnlyMemory<byte> body, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(body.Span, type) ?? throw endpoint.Errors.Unusable("the answer was null; is this a llama-server?");
        }
        catch (JsonException exception)
        {
            throw endpoint.Errors.Unusable($"the answer is not llama-server's: {exception.Message}");
        }
    }
}
