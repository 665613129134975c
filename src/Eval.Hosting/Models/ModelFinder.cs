using System.Text.Json;
using Eval.Models.OpenAi;

namespace Eval.Hosting.Models;

/// <summary>Looks for model servers on this machine's usual loopback ports and for providers whose key is in the environment.</summary>
public sealed class ModelFinder(Func<string, string?> environment, HttpMessageHandler? handler = null)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(400);

    private static readonly IReadOnlyList<(string Name, string Url, Func<string, string> Spec)> Servers =
    [
        ("Ollama", "http://127.0.0.1:11434/v1/models", id => $"ollama:{id}"),
        ("llama-server", "http://127.0.0.1:8080/v1/models", _ => "llama-server:http://127.0.0.1:8080"),
        ("vLLM", "http://127.0.0.1:8000/v1/models", id => $"vllm:{id}"),
    ];

    /// <summary>What answers within 0.4 s, then providers with a key.</summary>
    public async Task<IReadOnlyList<FoundModel>> FindAsync(CancellationToken cancellationToken)
    {
        using var client = handler is null ? new HttpClient(new SocketsHttpHandler { UseProxy = false }) : new HttpClient(handler, disposeHandler: false);
        client.Timeout = Patience;
        var servers = await Task.WhenAll(Servers.Select(server => AskAsync(client, server, cancellationToken)));
        var keys = ApiProfiles.All
            .Where(profile => profile.KeyVariable is { } variable && !string.IsNullOrEmpty(environment(variable)))
            .Select(profile => new FoundModel($"{profile.Provider}:MODEL", $"{profile.KeyVariable} is set"));
        return [.. servers.SelectMany(found => found), .. keys];
    }

    private static async Task<IReadOnlyList<FoundModel>> AskAsync(
        HttpClient client, (string Name, string Url, Func<string, string> Spec) server, CancellationToken cancellationToken)
    {
        try
        {
            using var document = JsonDocument.Parse(await client.GetStringAsync(new Uri(server.Url), cancellationToken));
            var ids = document.RootElement.GetProperty("data").EnumerateArray().Select(model => model.GetProperty("id").GetString()).OfType<string>();
            return [.. ids.Take(20).Select(id => new FoundModel(server.Spec(id), $"{server.Name} answers at {new Uri(server.Url).Authority}"))];
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception nothing) when (nothing is HttpRequestException or OperationCanceledException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // Whatever listens there, if anything, is not a model server.
            return [];
        }
    }
}
