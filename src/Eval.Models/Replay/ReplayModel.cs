using System.Globalization;
using Eval.Core.Models;

namespace Eval.Models.Replay;

/// <summary>Answers from a file. A sample without a line, or whose line has no completion, is an error, never a wrong answer.</summary>
internal sealed class ReplayModel(ModelSpec spec, ReplayFile file) : IModel
{
    public ModelInfo Info { get; } = new()
    {
        Name = spec.ReportName,
        Provider = spec.Provider,
        ModelId = spec.Name,
        Abilities = ModelAbilities.Text | ModelAbilities.Chat | ModelAbilities.Prefill,
        Fingerprint = file.Sha256,
        IsCacheable = false,
        OwnRepeats = file.Repeats,
        Details = new Dictionary<string, string>(StringComparer.Ordinal) { ["file"] = spec.Name, ["sha256"] = file.Sha256 },
    };

    public Task<Completion> GenerateAsync(ModelRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        var about = request.Metadata;
        var answer = file.Find(about.Benchmark, about.SampleId, about.Repeat);
        return answer switch
        {
            null => throw new ModelRequestException(about.Repeat == 0
                ? $"{spec.Name} has no line for {about.SampleId}"
                : string.Create(CultureInfo.InvariantCulture, $"{spec.Name} has no line for repeat {about.Repeat} of {about.SampleId}")),
            { Text: null } => throw new ModelRequestException(string.Create(CultureInfo.InvariantCulture, $"{spec.Name}:{answer.Line}: the line for {about.SampleId} has no completion")),
            _ => Task.FromResult(new Completion { Text = answer.Text, Reasoning = answer.Reasoning, FinishReason = answer.FinishReason }),
        };
    }
}
