namespace Eval.Models.LlamaServer;

/// <summary>A server somebody else runs.</summary>
internal sealed class RemoteLlamaHost(LlamaClient client, Uri address) : ILlamaHost
{
    public bool? HasChatTemplate => null;

    public Task<LlamaClient> ConnectAsync(CancellationToken cancellationToken) => Task.FromResult(client);

    public Task<string?> WhyEndedAsync() => Task.FromResult<string?>(null);

    public Task<IReadOnlyDictionary<string, string>> DescribeAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, string>>(new Dictionary<string, string>(StringComparer.Ordinal) { ["endpoint"] = address.GetLeftPart(UriPartial.Path).TrimEnd('/') });

    public string Identity(string servedPath) => $"weights={Path.GetFileName(servedPath)}@{address.GetLeftPart(UriPartial.Path).TrimEnd('/')}";

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }
}
