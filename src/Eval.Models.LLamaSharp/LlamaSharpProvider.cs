using Eval.Core.Models;
using Eval.Core.Models.Local;

namespace Eval.Models.LLamaSharp;

/// <summary><c>gguf:FILE</c> in process; takes the place of the llama-server way in builds that have LLamaSharp.</summary>
public sealed class LlamaSharpProvider : IModelProvider
{
    public string Name => "gguf";

    public IReadOnlyList<string> Keys => LlamaSharpOptions.Keys;

    public ModelCreation Create(ModelSpec spec, ModelContext context)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(context);
        var problems = new List<string>();
        var options = LlamaSharpOptions.Read(spec, problems);
        if (!File.Exists(spec.Name))
        {
            problems.Add($"model '{spec.ReportName}': there is no file {spec.Name}");
        }

        return problems.Count > 0
            ? ModelCreation.Refused(problems)
            : ModelCreation.Of(new LlamaSharpModel(spec, Path.GetFullPath(spec.Name), options, context, FileFingerprints.Default));
    }
}
