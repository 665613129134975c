using Eval.Core.Models;
using Eval.Models.Limits;

namespace Eval.Hosting.Planning;

/// <summary>The models of a request; owns them until disposed.</summary>
public sealed class ModelResolution : IAsyncDisposable
{
    private readonly List<IModel> _owned = [];

    /// <summary>Models that are ready.</summary>
    public List<ResolvedModel> Models { get; } = [];

    /// <summary>What is wrong with the specs.</summary>
    public List<Problem> Problems { get; } = [];

    /// <summary>Models whose endpoint refused us or could not be reached when it was tried before planning, by name.</summary>
    public List<(string Name, ModelStoppedException Reason)> Unreachable { get; } = [];

    /// <summary>Those of <see cref="Unreachable"/> that cannot even be planned, because only their endpoint knows what they can do.</summary>
    public List<(string Name, ModelStoppedException Reason)> Stopped { get; } = [];

    /// <summary>Gates of the endpoints behind the models.</summary>
    public IReadOnlyDictionary<Uri, EndpointLimiter> Gates { get; init; } = new Dictionary<Uri, EndpointLimiter>();

    internal void Own(IModel model) => _owned.Add(model);

    public async ValueTask DisposeAsync()
    {
        foreach (var model in _owned)
        {
            switch (model)
            {
                case IAsyncDisposable asynchronous:
                    await asynchronous.DisposeAsync();
                    break;
                case IDisposable synchronous:
                    synchronous.Dispose();
                    break;
            }
        }

        _owned.Clear();
    }
}
