using Eval.Core.Models;
using Eval.Models.Http;
using Eval.Models.OpenAi;

namespace Eval.Models.LlamaServer;

/// <summary><c>llama-server:http://localhost:8080</c>: a llama-server that already runs.</summary>
public sealed class LlamaServerProvider : IModelProvider
{
    public string Name => "llama-server";

    public IReadOnlyList<string> Keys => [LlamaServerOptions.PrefixCacheKey];

    public ModelCreation Create(ModelSpec spec, ModelContext context)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(context);
        var address = spec.BaseUrl;
        if (address is null && !(Uri.TryCreate(spec.Name, UriKind.Absolute, out address) && address.Scheme is "http" or "https"))
        {
            return ModelCreation.Refused($"model '{spec.Text}': write the server's address, for example llama-server:http://localhost:8080");
        }

        var problems = new List<string>();
        var reuses = LlamaServerOptions.ReadReuse(spec, problems);
        if (problems.Count > 0)
        {
            return ModelCreation.Refused(problems);
        }

        ApiKey? key = null;
        if (spec.ApiKeyEnv is { } source && (key = ApiKey.Read(source, context.Environment, out var problem)) is null)
        {
            return ModelCreation.Refused($"model '{spec.ReportName}': {problem}");
        }

        var endpoint = new HttpEndpoint(new HttpEndpointOptions
        {
            BaseUrl = address,
            Key = key,
            KeyVariable = spec.ApiKeyEnv,
            Timeout = spec.Timeout ?? TimeSpan.FromMinutes(30),
            Time = context.Time,
            Handler = context.HttpHandler,
        });
        return ModelCreation.Of(new LlamaServerModel(spec, new RemoteLlamaHost(new LlamaClient(endpoint, new ExtraFields(spec.Extra)), address), context.Seed, reuses));
    }
}
