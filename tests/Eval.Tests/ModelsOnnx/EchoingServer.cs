using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Eval.Core.Models.Local;
using Eval.Core.Running;
using Eval.Models.Onnx;
using Eval.Models.Onnx.Engine;
using Eval.Models.Onnx.Files;
using Eval.Models.Onnx.Graph;
using Eval.Models.Onnx.Tokenization;
using Microsoft.ML.OnnxRuntime;

namespace Eval.Tests.ModelsOnnx;

/// <summary>A completions API that truly echoes log-probabilities and, like vLLM, scores prompts given as token ids, with a made-up model behind it.</summary>
internal sealed class EchoingServer : HttpMessageHandler
{
    private readonly DecoderSession _session;
    private readonly ITextTokenizer _tokenizer;
    private readonly Lock _lock = new();
    private readonly int _contextLength;

    public EchoingServer(string folder, int contextLength)
    {
        _contextLength = contextLength;
        var found = OnnxFolder.Find(folder, file: null, out _)!;
        var configuration = ModelConfiguration.Read(folder);
        var options = new OnnxOptions();
        using var sessionOptions = OnnxDevice.CreateOptions(options);
        var session = new InferenceSession(found.ModelFile, sessionOptions);
        _session = new DecoderSession(session, GraphSignatureReader.Read(session, configuration, OnnxGraphFile.Read(found.ModelFile)), sessionOptions, OnnxDevice.CacheMemory(options));
        _tokenizer = TokenizerLoader.Load(folder, configuration.ModelType);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is null)
        {
            return Reply(new { data = Array.Empty<object>() });
        }

        using var body = JsonDocument.Parse(await request.Content.ReadAsStringAsync(cancellationToken));
        var root = body.RootElement;
        lock (_lock)
        {
            var prompt = root.GetProperty("prompt");
            if (request.RequestUri!.AbsolutePath == "/tokenize")
            {
                var ids = _tokenizer.Encode(prompt.GetString()!, addSpecialTokens: root.GetProperty("add_special_tokens").GetBoolean());
                return Reply(new { count = ids.Count, max_model_len = _contextLength, tokens = ids });
            }

            if (root.TryGetProperty("prompt_logprobs", out _))
            {
                List<List<int>> texts = [.. prompt.EnumerateArray().Select(text => text.EnumerateArray().Select(id => id.GetInt32()).ToList())];
                return Reply(new { model = "made-up", choices = texts.Select(Score), usage = new { prompt_tokens = texts.Sum(ids => ids.Count), completion_tokens = texts.Count } });
            }

            IReadOnlyList<string> prompts = prompt.ValueKind == JsonValueKind.Array ? [.. prompt.EnumerateArray().Select(text => text.GetString()!)] : [prompt.GetString()!];
            return root.TryGetProperty("echo", out var echo) && echo.GetBoolean()
                ? Reply(new { model = "made-up", choices = prompts.Select(Echo) })
                : Reply(Continue(prompts[0], root));
        }
    }

    protected override void Dispose(bool disposing)
    {
        _session.Dispose();
        base.Dispose(disposing);
    }

    // The token's own log-probability and the likeliest token's, by id.
    private object Score(List<int> ids, int index)
    {
        using var start = _session.Start(1);
        using var step = _session.Step(start, [ids], ids.Count, default);
        var places = new List<Dictionary<string, object>?> { null };
        for (var i = 1; i < ids.Count; i++)
        {
            var logits = step.Logits(0, ids.Count - i);
            var total = LogProbability.LogSumExp(logits);
            var likeliest = LogProbability.ArgMax(logits);
            places.Add(new(StringComparer.Ordinal)
            {
                [ids[i].ToString(CultureInfo.InvariantCulture)] = new { logprob = logits[ids[i]] - total, rank = likeliest == ids[i] ? 1 : 2, decoded_token = "" },
                [likeliest.ToString(CultureInfo.InvariantCulture)] = new { logprob = logits[likeliest] - total, rank = 1, decoded_token = "" },
            });
        }

        return new { index, text = "", finish_reason = "length", prompt_logprobs = places };
    }

    private object Echo(string text, int index)
    {
        var ids = _tokenizer.Encode(text, addSpecialTokens: true);
        using var start = _session.Start(1);
        using var step = _session.Step(start, [ids], ids.Count, default);
        var values = new List<double?> { null };
        var likeliest = new List<Dictionary<string, double>?> { null };
        for (var i = 1; i < ids.Count; i++)
        {
            var logits = step.Logits(0, ids.Count - i);
            var total = LogProbability.LogSumExp(logits);
            values.Add(logits[ids[i]] - total);
            likeliest.Add(new() { ["likeliest"] = logits[LogProbability.ArgMax(logits)] - total });
        }

        return new
        {
            index,
            text,
            finish_reason = "length",
            logprobs = new { tokens = ids.Select(id => Encoding.UTF8.GetString(_tokenizer.GetBytes(id).Span)), token_logprobs = values, top_logprobs = likeliest },
        };
    }

    private object Continue(string prompt, JsonElement root)
    {
        List<int> ids = [.. _tokenizer.Encode(prompt, addSpecialTokens: true)];
        var read = ids.Count;
        for (var i = 0; i < root.GetProperty("max_tokens").GetInt32(); i++)
        {
            using var start = _session.Start(1);
            using var step = _session.Step(start, [ids], 1, default);
            ids.Add(LogProbability.ArgMax(step.Logits(0, 0)));
        }

        var text = _tokenizer.Decode(ids.Skip(read));
        IReadOnlyList<string> stops = root.TryGetProperty("stop", out var stop) ? [.. stop.EnumerateArray().Select(item => item.GetString()!)] : [];
        var cut = StopStrings.Cut(text, stops);
        return new { model = "made-up", choices = new[] { new { index = 0, text = cut, finish_reason = cut.Length < text.Length ? "stop" : "length" } } };
    }

    private static HttpResponseMessage Reply(object body) =>
        new(HttpStatusCode.OK) { Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json") };
}
