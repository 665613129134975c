using Eval.Core.Models;
using Eval.Models.Http;

namespace Eval.Models.OpenAi;

/// <summary>Text from any server that speaks OpenAI's protocol: conversations and legacy completions. Owns its endpoint.</summary>
public sealed class OpenAiModel : IModel, IDisposable
{
    private readonly WireSettings _settings;
    private readonly HttpEndpoint _endpoint;
    private readonly RequestWriter _writer;
    private readonly string _chatPath;
    private readonly string _completionsPath;

    public OpenAiModel(ModelInfo info, WireSettings settings, HttpEndpoint endpoint)
    {
        ArgumentNullException.ThrowIfNull(info);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(endpoint);
        Info = info;
        _settings = settings;
        _endpoint = endpoint;
        _writer = new RequestWriter(settings);
        _chatPath = settings.Profile.ChatPath.Replace("{model}", Uri.EscapeDataString(settings.Model), StringComparison.Ordinal);
        _completionsPath = settings.Profile.CompletionsPath.Replace("{model}", Uri.EscapeDataString(settings.Model), StringComparison.Ordinal);
    }

    public ModelInfo Info { get; }

    public async Task<Completion> GenerateAsync(ModelRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var chatPath = request.Prompt.AssistantPrefix is null ? _chatPath : _settings.Profile.PrefillPath ?? _chatPath;
        var reply = request.Prompt.IsChat
            ? await _endpoint.PostAsync(chatPath, _writer.Chat(request), cancellationToken).ConfigureAwait(false)
            : await _endpoint.PostAsync(_completionsPath, _writer.Completion(request), cancellationToken).ConfigureAwait(false);
        return ResponseReader.ToCompletion(ResponseReader.Parse(reply, _endpoint.Errors), reply.Elapsed);
    }

    public void Dispose() => _endpoint.Dispose();
}
