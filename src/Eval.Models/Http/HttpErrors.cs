using System.Globalization;
using System.Net;
using System.Security.Authentication;
using System.Text.Json;
using Eval.Core.Models;

namespace Eval.Models.Http;

/// <summary>The one place where HTTP trouble becomes a model exception: retry it, fail the sample, or stop the model.</summary>
/// <param name="endpoint">Address asked, for messages.</param>
/// <param name="key">Key that was sent, taken out of every message; null when none was.</param>
/// <param name="keyVariable">Variable the key belongs in, for the fix.</param>
/// <param name="time">Clock that Retry-After dates are measured against.</param>
/// <param name="quirks">How the provider differs from others; null for nothing.</param>
public sealed class HttpErrors(Uri endpoint, ApiKey? key, string? keyVariable, TimeProvider time, ErrorQuirks? quirks = null)
{
    private readonly ErrorQuirks _quirks = quirks ?? ErrorQuirks.None;

    /// <summary>Maps a response whose status is not a success.</summary>
    public Exception FromResponse(HttpResponseMessage response, ReadOnlySpan<byte> body)
    {
        ArgumentNullException.ThrowIfNull(response);
        var error = ErrorBody.Parse(body);
        var said = error.Message.Length == 0 ? response.ReasonPhrase ?? "" : error.Message;
        return Map((int)response.StatusCode, error, said, RetryAfter.Read(response.Headers, time) ?? error.RetryDelay);
    }

    /// <summary>Maps an error object inside an answer with status 200; its <c>code</c> is taken for the status where it looks like one.</summary>
    public Exception FromErrorObject(JsonElement error)
    {
        var body = ErrorBody.Read(error);
        return Map(ErrorKinds.StatusOf(body), body, body.Message, body.RetryDelay);
    }

    /// <summary>Maps what HttpClient or the JSON reader threw. Cancellation by the caller is not an error and must not be passed in.</summary>
    public Exception FromException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        switch (exception)
        {
            case ModelRequestException or ModelStoppedException or BudgetReachedException:
                return exception;
            case HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.ProxyTunnelError }:
                return new ModelRequestException(Redact($"{Address} cannot be reached: {Innermost(exception)}"), isTransient: true, exception) { IsUnreachable = true };
            case HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } or AuthenticationException:
                return new ModelStoppedException(
                    Redact($"{Address}: no secure connection: {Innermost(exception)}"), "Check that base_url says http or https as the server does, and the server's certificate.", exception);
            case JsonException:
                return new ModelRequestException(Redact($"{Address} sent a body that is not the expected JSON: {exception.Message}"), isTransient: true, exception);
            default:
                return new ModelRequestException(Redact($"{Address}: the connection broke: {Innermost(exception)}"), isTransient: true, exception);
        }
    }

    /// <summary>No answer came within the time a request may take.</summary>
    public ModelRequestException FromTimeout(TimeSpan timeout) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{Address} gave no answer within {timeout.TotalSeconds:0.##} s (timeout=)"), isTransient: true);

    /// <summary>The answer came whole and well-formed, and does not hold what was asked for.</summary>
    public ModelRequestException Unusable(string what) => new(Redact($"{Address}: {what}"));

    /// <summary>The server gave up in the middle of an answer: it may be asked for again.</summary>
    public ModelRequestException Interrupted(string what) => new(Redact($"{Address}: {what}"), isTransient: true);

    /// <summary>A text that was put together from pieces of an answer, with the key taken out.</summary>
    internal string RedactAnswer(string text) => key?.RedactAnswer(text) ?? text;

    private string Address => endpoint.GetLeftPart(UriPartial.Path);

    private string Redact(string text) => key?.Redact(text) ?? text;

    private string Fix(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized when key is not null => $"The key in {key.Source} was refused: set {key.Source} to a valid key.",
        HttpStatusCode.Unauthorized when keyVariable is not null => $"Set {keyVariable} to your key.",
        HttpStatusCode.Unauthorized => "No key was sent: name the variable that holds it with api_key_env=VARIABLE.",
        HttpStatusCode.Forbidden => key is null ? "No key was sent: name the variable that holds it with api_key_env=VARIABLE." : $"The key in {key.Source} may not use this model.",
        HttpStatusCode.NotFound => "Check the model's name and base_url (many servers want it to end in /v1).",
        _ => "The server does not take this request: compare the model's parameters (temperature, max_tokens, extra.*) with its documentation.",
    };

    private Exception Map(int status, ErrorBody error, string said, TimeSpan? retryAfter)
    {
        var message = Redact(string.Create(CultureInfo.InvariantCulture, $"{Address} answered {status}: {said}"));
        if (ErrorKinds.IsOutOfCredit(status, error, retryAfter, _quirks))
        {
            return new ModelStoppedException(message, "The account has no quota or credit left: top it up, or choose another model.") { StatusCode = status };
        }

        if (ErrorKinds.IsAboutThePrompt(status, error))
        {
            return error.Number("n_prompt_tokens") is { } tokens && error.Number("n_ctx") is { } limit
                ? new ContextLengthException(tokens, limit) { StatusCode = status }
                : new ModelRequestException(message) { StatusCode = status };
        }

        if (status is 402 or 408 or 409 or 425 or 429 or (>= 500 and not 501 and not 505))
        {
            return new ModelRequestException(message, isTransient: true) { StatusCode = status, RetryAfter = retryAfter };
        }

        var fix = error.Message.Contains("API key", StringComparison.OrdinalIgnoreCase) ? Fix(HttpStatusCode.Unauthorized) : ErrorKinds.Advice(error, _quirks) ?? Fix((HttpStatusCode)status);
        return new ModelStoppedException(message, fix) { StatusCode = status };
    }

    private static string Innermost(Exception exception)
    {
        while (exception.InnerException is { } inner)
        {
            exception = inner;
        }

        return exception.Message;
    }
}
