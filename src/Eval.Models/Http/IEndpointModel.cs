using System.Net.Http.Headers;

namespace Eval.Models.Http;

/// <summary>Optional ability: a model behind an HTTP endpoint. Models of one endpoint share its gate.</summary>
public interface IEndpointModel
{
    Uri Endpoint { get; }

    /// <summary>Sees the headers of every response.</summary>
    Action<HttpResponseHeaders>? HeadersSeen { get; set; }
}
