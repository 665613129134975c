using System.Collections.Concurrent;
using Eval.Core.Models;

namespace Eval.Tests.Core.Running;

/// <summary>Answers by a function and counts what it was asked.</summary>
internal sealed class FakeModel(string name, Func<RequestMetadata, CancellationToken, Task<Completion>> answer) : IModel, IContinuationScorer
{
    private int _inFlight;

    public FakeModel(string name, Func<RequestMetadata, Completion> answer)
        : this(name, (metadata, _) => Task.FromResult(answer(metadata)))
    {
    }

    public ModelInfo Info { get; init; } = new()
    {
        Name = name,
        Provider = "fake",
        ModelId = name,
        Abilities = ModelAbilities.Text | ModelAbilities.Chat | ModelAbilities.Continuations,
        Fingerprint = "fake-" + name,
    };

    /// <summary>Sample id and repeat of every request, in order of arrival.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    public ConcurrentQueue<ModelRequest> Requests { get; } = new();

    public int MostInFlight { get; private set; }

    public static Completion Text(string? text, FinishReason reason = FinishReason.Stop) => new()
    {
        Text = text,
        FinishReason = reason,
        Usage = new Usage { Input = 10, Output = 2 },
        Latency = TimeSpan.FromMilliseconds(1),
    };

    public Task<Completion> GenerateAsync(ModelRequest request, CancellationToken cancellationToken)
    {
        Requests.Enqueue(request);
        return AnswerAsync(request.Metadata, cancellationToken);
    }

    public Task<Completion> ScoreAsync(ContinuationRequest request, CancellationToken cancellationToken) =>
        AnswerAsync(request.Metadata, cancellationToken);

    private async Task<Completion> AnswerAsync(RequestMetadata metadata, CancellationToken cancellationToken)
    {
        Asked.Enqueue($"{metadata.SampleId}#{metadata.Repeat}");
        lock (Asked)
        {
            MostInFlight = Math.Max(MostInFlight, ++_inFlight);
        }

        try
        {
            return await answer(metadata, cancellationToken);
        }
        finally
        {
            lock (Asked)
            {
                _inFlight--;
            }
        }
    }
}
