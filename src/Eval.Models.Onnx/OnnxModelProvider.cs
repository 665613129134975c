using Eval.Core.Models;
using Eval.Core.Models.Local;
using Eval.Models.Onnx.Files;

namespace Eval.Models.Onnx;

/// <summary><c>onnx:FOLDER</c>: a model in the layout Hugging Face Optimum exports.</summary>
public sealed class OnnxModelProvider : IModelProvider
{
    public string Name => "onnx";

    public IReadOnlyList<string> Keys => OnnxOptions.Keys;

    public ModelCreation Create(ModelSpec spec, ModelContext context)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(context);
        var problems = new List<string>();
        var options = OnnxOptions.Read(spec, problems);
        var folder = OnnxFolder.Find(spec.Name, options.File, out var problem);
        if (problem is not null)
        {
            problems.Add($"model '{spec.ReportName}': {problem}");
        }

        if (DeviceProblem(options) is { } device)
        {
            problems.Add($"model '{spec.ReportName}': {device}");
        }

        return problems.Count > 0
            ? ModelCreation.Refused(problems)
            : ModelCreation.Of(new OnnxModel(spec, folder!, options, context.Seed, FileFingerprints.Default));
    }

    private static string? DeviceProblem(OnnxOptions options)
    {
        try
        {
            OnnxDevice.CreateOptions(options).Dispose();
            return null;
        }
        catch (NotSupportedException exception)
        {
            return exception.Message;
        }
    }
}
