using System.Globalization;
using Eval.Core.Models.Local;
using Eval.Core.Prompts.Templates;
using Eval.Models.Onnx.Engine;
using Eval.Models.Onnx.Files;
using Eval.Models.Onnx.Graph;
using Eval.Models.Onnx.Tokenization;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Eval.Models.Onnx;

/// <summary>A loaded model: graph, tokenizer, queue.</summary>
internal sealed class OnnxEngine : IAsyncDisposable
{
    private OnnxEngine(ModelConfiguration configuration, ITextTokenizer tokenizer, EngineQueue queue, string fingerprint, IReadOnlyDictionary<string, string> details, int contextLength)
    {
        Configuration = configuration;
        Tokenizer = tokenizer;
        Queue = queue;
        Fingerprint = fingerprint;
        Details = details;
        ContextLength = contextLength;
    }

    public ModelConfiguration Configuration { get; }

    public ITextTokenizer Tokenizer { get; }

    public EngineQueue Queue { get; }

    /// <summary>How conversations are written; null where the model has no template that is known.</summary>
    public ChatTemplate? Template { get; private init; }

    public string Fingerprint { get; }

    public IReadOnlyDictionary<string, string> Details { get; }

    public int ContextLength { get; }

    /// <exception cref="InvalidDataException">The folder's files do not fit together or cannot be driven.</exception>
    /// <exception cref="TokenizerException">The tokenizer cannot be followed exactly.</exception>
    /// <exception cref="OnnxRuntimeException">The graph cannot be loaded.</exception>
    public static async Task<OnnxEngine> LoadAsync(
        OnnxFolder folder, OnnxOptions options, ChatTemplate? template, FileFingerprints fingerprints, CancellationToken cancellationToken)
    {
        var configuration = ModelConfiguration.Read(folder.Folder);
        var tokenizer = TokenizerLoader.Load(folder.Folder, configuration.ModelType);
        var file = OnnxGraphFile.Read(folder.ModelFile);
        using var sessionOptions = OnnxDevice.CreateOptions(options);
        DecoderSession? decoder = null;
        ParallelSession? side = null;
        try
        {
            decoder = Open(folder, options, sessionOptions, session => GraphSignatureReader.Read(session, configuration, file));
            var signature = decoder.Signature;
            var context = CheckedContext(options, configuration, tokenizer, signature);
            var limits = BatchLimits.For(options, signature);
            List<string> weights = [folder.ModelFile, .. file.ExternalFiles.Select(name => Path.Combine(Path.GetDirectoryName(folder.ModelFile)!, name))];
            var details = Describe(folder, options, tokenizer, file, signature, limits, context);
            details["chat_template"] = template?.Name ?? "none";
            details["chat_template_sha256"] = template?.Sha256 ?? "none";
            details["weights_sha256"] = weights.Count == 1 ? await fingerprints.ComputeAsync(weights[0], cancellationToken) : await fingerprints.ComputeAsync(weights, [], cancellationToken);
            var fingerprint = await fingerprints.ComputeAsync(
                [.. weights, .. TokenizerFiles(folder.Folder)], [.. details.Select(detail => $"{detail.Key}={detail.Value}")], cancellationToken);
            side = ParallelSession.IsWorthIt(options, weights.Sum(path => new FileInfo(path).Length), limits) ? Side(folder, options, signature) : null;
            return new OnnxEngine(configuration, tokenizer, new EngineQueue(decoder, side, limits), fingerprint, details, context) { Template = template };
        }
        catch
        {
            decoder?.Dispose();
            side?.Dispose();
            throw;
        }
    }

    public ValueTask DisposeAsync() => Queue.DisposeAsync();

    private static ParallelSession Side(OnnxFolder folder, OnnxOptions options, GraphSignature signature)
    {
        var single = options with { Threads = 1 };
        using var sessionOptions = OnnxDevice.CreateOptions(single);
        return new ParallelSession(Open(folder, single, sessionOptions, _ => signature), Environment.ProcessorCount);
    }

    private static DecoderSession Open(OnnxFolder folder, OnnxOptions options, SessionOptions sessionOptions, Func<InferenceSession, GraphSignature> read)
    {
        InferenceSession? session = null;
        try
        {
            session = new InferenceSession(folder.ModelFile, sessionOptions);
            return new DecoderSession(session, read(session), sessionOptions, OnnxDevice.CacheMemory(options));
        }
        catch (OnnxRuntimeException exception) when (exception.Message.Contains("implementation for", StringComparison.Ordinal))
        {
            session?.Dispose();
            throw new NotSupportedException($"ONNX Runtime has no kernel on {options.Device} for a part of the graph ({exception.Message.Trim()}); bfloat16, for one, is multiplied on GPUs only. Export the model in fp32 or fp16, or quantise it", exception);
        }
        catch
        {
            session?.Dispose();
            throw;
        }
    }

    private static int CheckedContext(OnnxOptions options, ModelConfiguration configuration, ITextTokenizer tokenizer, GraphSignature signature)
    {
        if (tokenizer.Info.VocabularySize > signature.VocabularySize)
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"The tokenizer has {tokenizer.Info.VocabularySize} tokens and the model {signature.VocabularySize}: they do not belong together."));
        }

        var context = Math.Min(options.ContextLength ?? int.MaxValue, configuration.ContextLength ?? int.MaxValue);
        return context < int.MaxValue ? context : throw new InvalidDataException("config.json does not say how long the context is (max_position_embeddings); give it with ctx=N.");
    }

    private static Dictionary<string, string> Describe(
        OnnxFolder folder, OnnxOptions options, ITextTokenizer tokenizer, OnnxGraphFile file, GraphSignature signature, BatchLimits limits, int context)
    {
        var details = new Dictionary<string, string>
        {
            ["engine"] = $"ONNX Runtime {OrtEnv.Instance().GetVersionString()}",
            ["device"] = options.Device,
            ["file"] = Path.GetFileName(folder.ModelFile),
            ["precision"] = Precision(file, signature),
            ["kv_cache"] = signature.HasCache ? signature.Cache[0].Element.ToString().ToLowerInvariant() : "none",
            ["context"] = context.ToString(CultureInfo.InvariantCulture),
            ["vocabulary"] = signature.VocabularySize.ToString(CultureInfo.InvariantCulture),
            ["tokenizer"] = tokenizer.Info.Description,
            ["special_tokens_added"] = (options.AddsSpecialTokens ?? true) && tokenizer.Encode("", addSpecialTokens: true).Count > 0 ? "yes" : "no",
        };
        if (signature.CountsTokens)
        {
            details["batching"] = "generation only: the graph's attention operator reads a question behind kept shots in a row of its own";
        }
        else if (signature.HasSharedScales)
        {
            details["batching"] = limits is { Rows: 1, KeptPrefixes: 0 }
                ? "none, and no reuse of shots: activations are quantised by one scale for all tokens computed together, so a score would depend on its neighbours"
                : string.Create(CultureInfo.InvariantCulture, $"batch={limits.Rows}, prefix_cache={limits.KeptPrefixes} as asked for: activations are quantised by one scale for all tokens computed together, so a score depends on its neighbours");
        }

        AddSampling(details, options);
        return details;
    }

    // Beside the request, and so in the fingerprint: they change what is generated.
    private static void AddSampling(Dictionary<string, string> details, OnnxOptions options)
    {
        if (options.TopK is { } topK)
        {
            details["top_k"] = topK.ToString(CultureInfo.InvariantCulture);
        }

        if (options.RepetitionPenalty is { } penalty)
        {
            details["repetition_penalty"] = penalty.ToString(CultureInfo.InvariantCulture);
        }
    }

    private static string Precision(OnnxGraphFile file, GraphSignature signature)
    {
        if (file.Operators.Overlaps(["MatMulNBits", "MatMulBnb4"]))
        {
            return "int4";
        }

        if (file.Operators.Overlaps(["MatMulInteger", "DynamicQuantizeLinear", "DynamicQuantizeMatMul", "QLinearMatMul", "DequantizeLinear"]))
        {
            return "int8";
        }

        var element = signature.HasCache ? signature.Cache[0].Element : signature.LogitsElement;
        return element == TensorElementType.Float ? "fp32" : element == TensorElementType.Float16 ? "fp16" : "bf16";
    }

    private static IEnumerable<string> TokenizerFiles(string folder) =>
        Directory.EnumerateFiles(folder)
            .Where(path => Path.GetFileName(path) is "tokenizer.json" or "tokenizer.model" or "tokenizer_config.json" or "config.json" or "generation_config.json" or "chat_template.jinja"
                || path.EndsWith(".tiktoken", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
}
