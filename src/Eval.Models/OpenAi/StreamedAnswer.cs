using System.Text;
using System.Text.Json;
using Eval.Models.Http;

namespace Eval.Models.OpenAi;

/// <summary>Collects the pieces of one streamed answer: text, thought, refusal, tool calls, finish reason and usage.</summary>
internal sealed class StreamedAnswer(HttpErrors errors)
{
    private readonly StringBuilder _text = new();
    private readonly StringBuilder _reasoning = new();
    private readonly StringBuilder _refusal = new();
    private readonly List<JsonElement> _toolCalls = [];
    private bool _hasChoice;
    private bool _isLegacy;
    private string? _finishReason;
    private string? _model;
    private WireUsage? _usage;

    /// <summary>Whether the server said that nothing more comes.</summary>
    public bool IsDone { get; set; }

    /// <summary>Takes one event.</summary>
    /// <param name="piece">The event's JSON.</param>
    /// <param name="data">The same as text, for an error that stands in it.</param>
    public void Add(WireResponse? piece, string data)
    {
        if (piece is null)
        {
            return;
        }

        if (piece.Object == "error" && piece.Error is null)
        {
            using var document = JsonDocument.Parse(data);
            throw errors.FromErrorObject(document.RootElement);
        }

        ResponseReader.ThrowOnError(piece, errors);
        _model ??= piece.Model;
        _usage = piece.Usage ?? _usage;
        foreach (var choice in piece.Choices?.Where(choice => choice.Index == 0) ?? [])
        {
            Add(choice);
        }
    }

    /// <summary>The answer as if it had come at once.</summary>
    public WireResponse Finish()
    {
        if (!_hasChoice || (!IsDone && _finishReason is null))
        {
            throw errors.Interrupted("the stream ended before the answer was whole");
        }

        // A key that the server repeats may be spread over several pieces.
        var text = errors.RedactAnswer(_text.ToString());
        var reasoning = errors.RedactAnswer(_reasoning.ToString());
        return new WireResponse
        {
            Model = _model,
            Usage = _usage,
            Choices =
            [
                new WireChoice
                {
                    FinishReason = _finishReason,
                    Text = _isLegacy ? text : null,
                    Message = _isLegacy ? null : new WireMessage
                    {
                        Content = text,
                        ReasoningContent = reasoning.Length > 0 ? reasoning : null,
                        Refusal = _refusal.Length > 0 ? errors.RedactAnswer(_refusal.ToString()) : null,
                        ToolCalls = _toolCalls.Count > 0 ? _toolCalls : null,
                    },
                },
            ],
        };
    }

    private void Add(WireChoice choice)
    {
        _hasChoice = true;
        _finishReason = choice.FinishReason ?? _finishReason;
        if (choice.Text is { } written)
        {
            _isLegacy = true;
            _text.Append(written);
        }

        if ((choice.Delta ?? choice.Message) is not { } delta)
        {
            return;
        }

        _text.Append(delta.Content);
        _reasoning.Append(delta.Thought);
        _refusal.Append(delta.Refusal);
        _toolCalls.AddRange(delta.ToolCalls ?? []);
    }
}
