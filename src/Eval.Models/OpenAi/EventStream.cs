using System.Text;
using System.Text.Json;
using Eval.Models.Http;

namespace Eval.Models.OpenAi;

/// <summary>An answer that came in pieces, as server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html), put together.</summary>
internal static class EventStream
{
    private static readonly string[] FieldNames = ["data:", "event:", "id:", "retry:", ":"];

    /// <summary>Whether a body is a stream of events and not one JSON value.</summary>
    public static bool IsOne(ReadOnlySpan<byte> body)
    {
        var start = Encoding.UTF8.GetString(body[..Math.Min(body.Length, 64)]).TrimStart('\uFEFF', '\r', '\n', ' ');
        return Array.Exists(FieldNames, name => start.StartsWith(name, StringComparison.Ordinal));
    }

    /// <summary>Puts the pieces together. A stream that breaks off, or holds a broken line, may be asked for again.</summary>
    public static WireResponse Join(HttpReply reply, HttpErrors errors)
    {
        var answer = new StreamedAnswer(errors);
        foreach (var data in Events(Encoding.UTF8.GetString(reply.Body.Span)))
        {
            if (data == "[DONE]")
            {
                answer.IsDone = true;
                break;
            }

            try
            {
                answer.Add(JsonSerializer.Deserialize(data, WireJsonContext.Default.WireResponse), data);
            }
            catch (JsonException exception)
            {
                throw errors.FromException(exception);
            }
        }

        return answer.Finish();
    }

    // Events end with an empty line; the data lines of one event belong together. Comments keep the connection open and say nothing.
    private static IEnumerable<string> Events(string body)
    {
        var data = new StringBuilder();
        foreach (var line in body.Split('\n'))
        {
            var text = line.TrimEnd('\r');
            if (text.StartsWith("data:", StringComparison.Ordinal))
            {
                data.Append(data.Length > 0 ? "\n" : "").Append(text.AsSpan(text.StartsWith("data: ", StringComparison.Ordinal) ? 6 : 5));
            }
            else if (text.Length == 0 && data.Length > 0)
            {
                yield return data.ToString();
                data.Clear();
            }
        }

        if (data.Length > 0)
        {
            yield return data.ToString();
        }
    }
}
