using System.Net.Http.Headers;
using Eval.Core.Models;
using Eval.Models.Http;

namespace Eval.Models.OpenAi;

/// <summary>A model behind any server that speaks OpenAI's protocol: conversations, legacy completions, and log-probabilities where the server truly gives them. Owns its endpoint.</summary>
public sealed class OpenAiModel : IModel, IContinuationScorer, IModelPreflight, IEndpointModel, IDisposable
{
    private readonly WireSettings _settings;
    private readonly HttpEndpoint _endpoint;
    private readonly RequestWriter _writer;
    private readonly EchoScorer _echo;
    private readonly PromptLogprobScorer? _promptLogprobs;
    private readonly FirstTokenScorer _firstToken;
    private readonly string _chatPath;
    private readonly string _completionsPath;
    private bool _scoresTokenIds;

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
        _echo = new EchoScorer(endpoint, _writer, _completionsPath);
        _promptLogprobs = settings.Profile.TokenizePath is { } tokenizePath ? new PromptLogprobScorer(endpoint, _writer, _completionsPath, tokenizePath) : null;
        _firstToken = new FirstTokenScorer(endpoint, _writer, _chatPath);
    }

    public ModelInfo Info { get; private set; }

    public Uri Endpoint => _endpoint.Root;

    public Action<HttpResponseHeaders>? HeadersSeen
    {
        get => _endpoint.HeadersSeen;
        set => _endpoint.HeadersSeen = value;
    }

    public async Task<Completion> GenerateAsync(ModelRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var chatPath = request.Prompt.AssistantPrefix is null ? _chatPath : _settings.Profile.PrefillPath ?? _chatPath;
        var reply = request.Prompt.IsChat
            ? await _endpoint.PostAsync(chatPath, _writer.Chat(request), cancellationToken).ConfigureAwait(false)
            : await _endpoint.PostAsync(_completionsPath, _writer.Completion(request), cancellationToken).ConfigureAwait(false);
        return ResponseReader.ToCompletion(ResponseReader.Parse(reply, _endpoint.Errors), reply.Elapsed, _settings.Profile);
    }

    public Task<Completion> ScoreAsync(ContinuationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Prompt.Parts is not { } parts ? _firstToken.ScoreAsync(request.Prompt, cancellationToken)
            : _scoresTokenIds ? _promptLogprobs!.ScoreAsync(parts, request.Prompt.Continuations, request.Truncation, cancellationToken)
            : _echo.ScoreAsync(parts.Join(), request.Prompt.Continuations, cancellationToken);
    }

    /// <summary>Finds a wrong key or address before the first sample, and whether the server's log-probabilities of a prompt are real.</summary>
    /// <exception cref="ModelRequestException">The server could not say for the moment: worth asking again. Until then <see cref="Info"/> offers only what is known.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        if (_settings.Profile.ModelsPath is { } path)
        {
            await ReachAsync(path, cancellationToken).ConfigureAwait(false);
        }

        if (Info.Abilities.HasFlag(ModelAbilities.Text))
        {
            await ProbeAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose() => _endpoint.Dispose();

    // By token id where the server can, else by echoed text. What failed for the moment is thrown after Info says what holds meanwhile.
    private async Task ProbeAsync(CancellationToken cancellationToken)
    {
        LogprobFinding? byId = null;
        if (_promptLogprobs is not null)
        {
            byId = await LogprobProbe.FindAsync(_promptLogprobs.ScoreAsync, cancellationToken).ConfigureAwait(false);
            _scoresTokenIds = byId.Problem is null;
            Info = Info with { ContextLength = _promptLogprobs.ContextLength };
        }

        var byEcho = _scoresTokenIds || !_settings.Profile.OffersEcho ? null : await LogprobProbe.FindAsync(_echo.ScoreAsync, cancellationToken).ConfigureAwait(false);
        if ((byEcho ?? byId) is { } found)
        {
            Info = Info with
            {
                Abilities = found.Problem is null ? Info.Abilities | ModelAbilities.Continuations : Info.Abilities & ~ModelAbilities.Continuations,
                Details = new Dictionary<string, string>(Info.Details, StringComparer.Ordinal)
                {
                    [ModelInfo.LogLikelihoodDetail] = found.Problem is not null ? $"not offered: {found.Problem}" : _scoresTokenIds ? "prompt_logprobs" : "echo",
                },
            };
        }

        if ((byId?.Passing ?? byEcho?.Passing) is { } passing)
        {
            throw passing;
        }
    }

    // Many servers list no models, or not to every key: only a refused key or no server at all says something.
    private async Task ReachAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await _endpoint.GetAsync(path, cancellationToken).ConfigureAwait(false);
        }
        catch (ModelStoppedException exception) when (exception.StatusCode is not (null or 401 or 402))
        {
        }
        catch (ModelRequestException exception) when (exception.IsUnreachable)
        {
            throw new ModelStoppedException(exception.Message, "Check that the server runs and that base_url names it.", exception);
        }
        catch (ModelRequestException)
        {
            // Overloaded or slow: the run's own requests are retried.
        }
    }
}
