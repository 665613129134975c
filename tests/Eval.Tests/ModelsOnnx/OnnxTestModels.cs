using Eval.Core.Models;
using Eval.Core.Models.Local;
using Eval.Core.Prompts;
using Eval.Models.Onnx;
using Eval.Models.Onnx.Files;

namespace Eval.Tests.ModelsOnnx;

/// <summary>Makes models and requests for these tests.</summary>
internal static class OnnxTestModels
{
    public static OnnxModel Open(string folder, OnnxOptions? options = null)
    {
        var found = OnnxFolder.Find(folder, options?.File, out var problem) ?? throw new InvalidOperationException(problem);
        var spec = new ModelSpec { Provider = "onnx", Name = folder, Text = $"onnx:{folder}" };
        return new OnnxModel(spec, found, options ?? new OnnxOptions(), seed: 1234, new FileFingerprints(Path.Combine(Path.GetTempPath(), "eval-test-fingerprints")));
    }

    public static ContinuationRequest Ask(string context, params IReadOnlyList<string> continuations) => new()
    {
        Prompt = new Prompt { Parts = new PromptParts("", [], context), Continuations = continuations },
        Metadata = Metadata(),
    };

    public static ModelRequest Continue(string prompt, int maxTokens, params IReadOnlyList<string> stop) => new()
    {
        Prompt = new Prompt { Parts = new PromptParts("", [], prompt) },
        MaxTokens = maxTokens,
        Temperature = 0,
        Stop = stop,
        Metadata = Metadata(),
    };

    public static RequestMetadata Metadata(string subset = "") => new()
    {
        Benchmark = "test",
        Protocol = "test",
        SampleId = "0",
        Subset = subset,
        Repeat = 0,
        Question = "",
    };
}
