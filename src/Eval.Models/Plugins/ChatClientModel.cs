using System.Text;
using Eval.Core.Models;
using Microsoft.Extensions.AI;
using CoreRole = Eval.Core.Prompts.ChatRole;

namespace Eval.Models.Plugins;

/// <summary>Any <see cref="IChatClient"/> (Microsoft.Extensions.AI) as a model: the shortest way from an existing client to a plugin. Owns the client.</summary>
/// <remarks>Turn retries off in the client: they are made and counted here. What it throws is tried again, unless it is one of our own exceptions.</remarks>
public sealed class ChatClientModel : IModel, IDisposable
{
    private readonly IChatClient _client;
    private readonly TimeProvider _time;

    /// <summary>Wraps a client.</summary>
    /// <param name="info">Who answers; its abilities must be <see cref="ModelAbilities.Chat"/> alone: the interface has neither raw text nor log-probabilities.</param>
    /// <param name="client">The client.</param>
    /// <param name="time">Clock of the latency.</param>
    public ChatClientModel(ModelInfo info, IChatClient client, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(info);
        if (info.Abilities != ModelAbilities.Chat)
        {
            throw new ArgumentException("An IChatClient can chat and nothing else.", nameof(info));
        }

        Info = info;
        _client = client ?? throw new ArgumentNullException(nameof(client));
        _time = time;
    }

    public ModelInfo Info { get; }

    public async Task<Completion> GenerateAsync(ModelRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var start = _time.GetTimestamp();
        try
        {
            var response = await _client.GetResponseAsync(request.Prompt.Messages.Select(ToChat), Options(request), cancellationToken).ConfigureAwait(false);
            return Read(response, _time.GetElapsedTime(start));
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested
            && exception is not (ModelRequestException or ModelStoppedException or NotSupportedException or ArgumentException))
        {
            throw new ModelRequestException($"{Info.Name}: {exception.Message}", isTransient: true, exception);
        }
    }

    public void Dispose() => _client.Dispose();

    private static ChatMessage ToChat(Eval.Core.Prompts.ChatMessage message) => new(
        message.Role switch { CoreRole.System => ChatRole.System, CoreRole.Assistant => ChatRole.Assistant, _ => ChatRole.User },
        message.Content);

    private ChatOptions Options(ModelRequest request) => new()
    {
        ModelId = Info.ModelId,
        MaxOutputTokens = request.MaxTokens,
        Temperature = (float?)request.Temperature,
        TopP = (float?)request.TopP,
        Seed = request.Seed,
        StopSequences = request.Stop.Count == 0 ? null : [.. request.Stop],
    };

    private static Completion Read(ChatResponse response, TimeSpan latency)
    {
        var reasoning = new StringBuilder();
        foreach (var content in response.Messages.SelectMany(message => message.Contents).OfType<TextReasoningContent>())
        {
            reasoning.Append(content.Text);
        }

        var finish = response.FinishReason;
        return new Completion
        {
            Text = response.Text.Length > 0 || (finish != ChatFinishReason.ContentFilter && finish != ChatFinishReason.ToolCalls) ? response.Text : null,
            Reasoning = reasoning.Length > 0 ? reasoning.ToString() : null,
            FinishReason = finish == ChatFinishReason.Stop ? FinishReason.Stop
                : finish == ChatFinishReason.Length ? FinishReason.Length
                : finish == ChatFinishReason.ContentFilter ? FinishReason.ContentFilter
                : finish == ChatFinishReason.ToolCalls ? FinishReason.ToolCalls
                : FinishReason.Unknown,
            Usage = response.Usage is { } usage
                ? new Usage
                {
                    Input = (int?)usage.InputTokenCount,
                    Output = (int?)usage.OutputTokenCount,
                    Cached = (int?)usage.CachedInputTokenCount,
                    Reasoning = (int?)usage.ReasoningTokenCount,
                }
                : Usage.None,
            Latency = latency,
            ServerModel = response.ModelId,
        };
    }
}
