using Eval.Core.Models;

namespace Eval.Models.Replay;

/// <summary><c>replay:FILE</c>: completions made elsewhere, one JSON object a line.</summary>
public sealed class ReplayProvider : IModelProvider
{
    public string Name => "replay";

    public IReadOnlyList<string> Keys => [];

    public ModelCreation Create(ModelSpec spec, ModelContext context)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var problems = new List<string>();
        try
        {
            return ReplayFile.Read(spec.Name, problems) is { } file ? ModelCreation.Of(new ReplayModel(spec, file)) : ModelCreation.Refused(problems);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return ModelCreation.Refused($"model '{spec.Text}': {spec.Name} cannot be read: {exception.Message}");
        }
    }
}
