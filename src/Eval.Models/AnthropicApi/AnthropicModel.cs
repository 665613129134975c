using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Anthropic;
using Anthropic.Exceptions;
using Anthropic.Models.Messages;
using Eval.Core.Models;
using Eval.Models.Http;
using Usage = Eval.Core.Models.Usage;

namespace Eval.Models.AnthropicApi;

/// <summary>Claude through Anthropic's own package, its retries off.</summary>
internal sealed class AnthropicModel : IModel, IEndpointModel, IDisposable
{
    private static readonly Dictionary<string, JsonElement> Nothing = [];

    private readonly AnthropicBody _body;
    private readonly HttpErrors _errors;
    private readonly MappingHandler _handler;
    private readonly HttpClient _http;
    private readonly AnthropicClient _client;
    private readonly TimeProvider _time;
    private readonly TimeSpan _timeout;

    public AnthropicModel(ModelInfo info, ModelSpec spec, Uri endpoint, ApiKey? key, ModelContext context)
    {
        Info = info;
        Endpoint = endpoint;
        _time = context.Time;
        _timeout = spec.Timeout ?? TimeSpan.FromMinutes(10);
        _body = new AnthropicBody(spec);
        _errors = new HttpErrors(endpoint, key, spec.ApiKeyEnv ?? AnthropicProvider.KeyVariable, context.Time);
        _handler = new MappingHandler(_errors) { InnerHandler = context.HttpHandler ?? HttpEndpoint.CreateHandler(DecompressionMethods.All) };
        _http = new HttpClient(_handler, disposeHandler: context.HttpHandler is null) { Timeout = System.Threading.Timeout.InfiniteTimeSpan };
        _client = new AnthropicClient
        {
            HttpClient = _http,
            BaseUrl = endpoint.AbsoluteUri.TrimEnd('/'),
            ApiKey = key?.Reveal(),
            AuthToken = null,
            MaxRetries = 0,
            Timeout = _timeout,
        };
    }

    public ModelInfo Info { get; }

    public Uri Endpoint { get; }

    public Action<HttpResponseHeaders>? HeadersSeen
    {
        get => _handler.HeadersSeen;
        set => _handler.HeadersSeen = value;
    }

    public async Task<Completion> GenerateAsync(ModelRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var start = _time.GetTimestamp();
        try
        {
            var message = await _client.Messages.Create(MessageCreateParams.FromRawUnchecked(Nothing, Nothing, _body.Write(request)), cancellationToken).ConfigureAwait(false);
            return Read(message, _time.GetElapsedTime(start));
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw Map(exception);
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _http.Dispose();
    }

    private Exception Map(Exception exception)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            switch (inner)
            {
                case ModelRequestException or ModelStoppedException or HttpRequestException or IOException or JsonException:
                    return _errors.FromException(inner);
                case AnthropicInvalidDataException:
                    return _errors.FromException(new JsonException(inner.Message, inner));
                case TimeoutException or OperationCanceledException:
                    return _errors.FromTimeout(_timeout);
            }
        }

        return exception;
    }

    private Completion Read(Message message, TimeSpan latency)
    {
        var text = new StringBuilder();
        var thought = new StringBuilder();
        var hasText = false;
        foreach (var block in message.Content)
        {
            if (block.TryPickText(out var written))
            {
                text.Append(written.Text);
                hasText = true;
            }
            else if (block.TryPickThinking(out var thinking))
            {
                thought.Append(thinking.Thinking);
            }
        }

        var reason = message.RawData.TryGetValue("stop_reason", out var raw) && raw.ValueKind == JsonValueKind.String ? raw.GetString() : null;
        var hasAnswer = hasText || reason is not ("refusal" or "tool_use");
        return new Completion
        {
            Text = hasAnswer ? text.ToString() : null,
            Reasoning = thought.Length > 0 ? thought.ToString() : null,
            FinishReason = reason switch
            {
                "end_turn" or "stop_sequence" => FinishReason.Stop,
                "max_tokens" or "model_context_window_exceeded" => FinishReason.Length,
                "refusal" => FinishReason.ContentFilter,
                "tool_use" => FinishReason.ToolCalls,
                _ => FinishReason.Unknown,
            },
            Usage = Read(message.Usage),
            Latency = latency,
            ServerModel = message.RawData.TryGetValue("model", out var model) && model.ValueKind == JsonValueKind.String ? model.GetString() : null,
            Refusal = hasAnswer || reason != "refusal" ? null : "stop_reason refusal",
        };
    }

    // The API counts cached prompt tokens beside the others; we count them among them.
    private static Usage Read(Anthropic.Models.Messages.Usage usage) => new()
    {
        Input = (int)(usage.InputTokens + (usage.CacheReadInputTokens ?? 0) + (usage.CacheCreationInputTokens ?? 0)),
        Output = (int)usage.OutputTokens,
        Cached = (int?)usage.CacheReadInputTokens,
        Reasoning = usage.RawData.ContainsKey("output_tokens_details") ? (int?)usage.OutputTokensDetails?.ThinkingTokens : null,
    };
}
