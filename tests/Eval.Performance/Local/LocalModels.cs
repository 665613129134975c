using System.Globalization;
using Eval.Core.Models;
using Eval.Core.Models.Local;
using Eval.Models.Onnx;
using Eval.Models.Onnx.Files;

namespace Eval.Performance.Local;

/// <summary>Opens made-up models and asks them many things in order.</summary>
internal static class LocalModels
{
    /// <summary>Requests in flight, as the runner keeps them for a batch of 8.</summary>
    private const int InFlight = 16;

    public static OnnxModel Open(string folder, OnnxOptions options)
    {
        var found = OnnxFolder.Find(folder, file: null, out var problem) ?? throw new InvalidOperationException(problem);
        var spec = new ModelSpec { Provider = "onnx", Name = folder, Text = "onnx:made-up" };
        return new OnnxModel(spec, found, options, seed: 1, new FileFingerprints(Path.Combine(folder, "fingerprints")));
    }

    /// <summary>Scores every request, in order, several in flight.</summary>
    public static async Task<Completion[]> ScoreAsync(OnnxModel model, IReadOnlyList<Func<ContinuationRequest>> requests, string label, CancellationToken cancellationToken)
    {
        var completions = new Completion[requests.Count];
        var done = 0;
        await Parallel.ForAsync(0, requests.Count, new ParallelOptions { MaxDegreeOfParallelism = InFlight, CancellationToken = cancellationToken }, async (index, token) =>
        {
            completions[index] = await model.ScoreAsync(requests[index](), token);
            var count = Interlocked.Increment(ref done);
            if (count % 1000 == 0)
            {
                await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {label}: {count} of {requests.Count}"));
            }
        });
        return completions;
    }

    /// <summary>Index of the best continuation, the first of equals.</summary>
    public static int Choice(Completion completion) =>
        completion.Choices.Select((choice, index) => (choice.LogProbability, index)).OrderByDescending(pair => pair.LogProbability).ThenBy(pair => pair.index).First().index;
}
