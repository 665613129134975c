namespace Eval.Models.LlamaServer;

/// <summary>Where a llama-server comes from: already running somewhere, or started by us.</summary>
internal interface ILlamaHost : IAsyncDisposable
{
    /// <summary>A client of a server that is up; starts one where it is ours.</summary>
    /// <exception cref="Core.Models.ModelStoppedException">It cannot be started.</exception>
    Task<LlamaClient> ConnectAsync(CancellationToken cancellationToken);

    /// <summary>Whether the model has a chat template of its own; null where only the server can tell.</summary>
    bool? HasChatTemplate { get; }

    /// <summary>Why the server is gone; null where it is not ours or still runs.</summary>
    Task<string?> WhyEndedAsync();

    /// <summary>Facts for the manifest beyond what the server says.</summary>
    Task<IReadOnlyDictionary<string, string>> DescribeAsync(CancellationToken cancellationToken);

    /// <summary>What stands for the weights in the fingerprint.</summary>
    /// <param name="servedPath">Path of the weights as the server reports it.</param>
    string Identity(string servedPath);
}
