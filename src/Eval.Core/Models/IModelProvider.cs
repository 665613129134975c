namespace Eval.Core.Models;

/// <summary>Makes models of one provider: an API, an engine, a plugin. Found by its name, the part of a spec before the colon.</summary>
public interface IModelProvider
{
    string Name { get; }

    /// <summary>Keys this provider takes besides those every model takes; any other key is refused before <see cref="Create"/> is called.</summary>
    IReadOnlyList<string> Keys { get; }

    /// <summary>Makes a model without touching the network. What can be known here (missing file, missing key variable) is reported, all of it at once.</summary>
    ModelCreation Create(ModelSpec spec, ModelContext context);
}
