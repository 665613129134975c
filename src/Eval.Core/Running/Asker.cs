using System.Runtime.CompilerServices;
using Eval.Core.Models;
using Eval.Core.Prompts;
using Eval.Core.Scoring;

namespace Eval.Core.Running;

/// <summary>Turns a job into a request, and what comes back into an answer.</summary>
internal static class Asker
{
    /// <summary>Renders the job's prompt and asks the model once.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<Completion> AskAsync(Job job, Prompt prompt, CancellationToken cancellationToken)
    {
        var task = job.Task.Plan;
        var protocol = task.Protocol.Info;
        var metadata = Metadata(job);
        if (prompt.Continuations.Count > 0)
        {
            var scorer = task.Model as IContinuationScorer
                ?? throw new InvalidOperationException($"{protocol.FullName} scores continuations and {task.Model.Info.Name} cannot.");
            var request = new ContinuationRequest { Prompt = prompt, Truncation = protocol.Truncation, Metadata = metadata };
            return Checked(await scorer.ScoreAsync(request, cancellationToken), prompt);
        }

        var settings = job.Task.Settings
            ?? throw new InvalidOperationException($"{protocol.FullName} generates text but has no token limit.");
        var completion = await task.Model.GenerateAsync(
            new ModelRequest
            {
                Prompt = prompt,
                Stop = protocol.Stop,
                MaxTokens = settings.MaxTokens,
                Temperature = settings.Temperature,
                TopP = settings.TopP,

                // Repeats with one seed would all be the same answer.
                Seed = settings.Seed + job.Repeat,
                Truncation = protocol.Truncation,
                Metadata = metadata,
            },
            cancellationToken);
        return Cut(ReasoningText.Apply(completion), protocol.Stop);
    }

    private static RequestMetadata Metadata(Job job)
    {
        var sample = job.Sample;
        return new RequestMetadata
        {
            Benchmark = job.Task.Plan.Manifest.Benchmark,
            Protocol = job.Task.Plan.Manifest.Protocol,
            SampleId = sample.Id,
            Subset = sample.Subset,
            Repeat = job.Repeat,
            Question = sample.Question,
            Choices = sample.Choices,
        };
    }

    // Stop strings end the answer whether or not the server knew them; an answer that reached one was not cut by the token limit.
    private static Completion Cut(Completion completion, IReadOnlyList<string> stop)
    {
        if (completion.Text is not { } text)
        {
            return completion;
        }

        var cut = StopStrings.Cut(text, stop);
        return cut.Length == text.Length ? completion : completion with { Text = cut, FinishReason = FinishReason.Stop };
    }

    private static Completion Checked(Completion completion, Prompt prompt)
    {
        if (completion.Choices.Count != prompt.Continuations.Count)
        {
            throw new ModelRequestException($"The model scored {completion.Choices.Count} continuations of {prompt.Continuations.Count}.");
        }

        return completion.Choices.All(choice => double.IsFinite(choice.LogProbability))
            ? completion
            : throw new ModelRequestException("The model gave a log-probability that is not a finite number.");
    }
}
