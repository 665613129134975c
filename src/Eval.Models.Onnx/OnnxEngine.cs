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
        var session = new InferenceSession(folder.ModelFile, sessionOptions);
        var signature = GraphSignatureReader.Read(session, configuration, file);
        if (tokenizer.Info.VocabularySize > signature.VocabularySize)
        {
            session.Dispose();
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"The tokenizer has {tokenizer.Info.VocabularySize} tokens and the model {signature.VocabularySize}: they do not belong together."));
        }

        var context = Math.Min(options.ContextLength ?? int.MaxValue, configuration.ContextLength ?? int.MaxValue);
        if (context == int.MaxValue)
        {
            session.Dispose();
            throw new InvalidDataException("config.json does not say how long the context is (max_position_embeddings); give it with ctx=N.");
        }

        var details = Describe(folder, options, tokenizer, file, signature, context);
        if (signature.CountsTokens)
        {
            details["batching"] = "generation only: the graph's attention operator reads a question behind kept shots in a row of its own";
        }
        else if (signature.HasSharedScales && options.Batch is null && options.KeptPrefixes is null)
        {
            details["batching"] = "none, and no reuse of shots: activations are quantised by one scale for all tokens computed together, so a score would depend on its neighbours";
        }

        details["chat_template"] = template?.Name ?? "none";
        details["chat_template_sha256"] = template?.Sha256 ?? "none";
        List<string> weights = [folder.ModelFile, .. file.ExternalFiles.Select(name => Path.Combine(Path.GetDirectoryName(folder.ModelFile)!, name))];
        var fingerprint = await fingerprints.ComputeAsync(
            [.. weights, .. TokenizerFiles(folder.Folder)], [.. details.Select(detail => $"{detail.Key}={detail.Value}")], cancellationToken);
        var decoder = new DecoderSession(session, signature, sessionOptions, OnnxDevice.CacheMemory(options));
        var limits = BatchLimits.For(options, signature);
        var side = ParallelSession.IsWorthIt(options, weights.Sum(path => new FileInfo(path).Length), limits) ? Side(folder, options, signature) : null;
        var queue = new EngineQueue(decoder, side, limits);
        return new OnnxEngine(configuration, tokenizer, queue, fingerprint, details, context) { Template = template };
    }

    public ValueTask DisposeAsync() => Queue.DisposeAsync();

    private static ParallelSession Side(OnnxFolder folder, OnnxOptions options, GraphSignature signature)
    {
        var single = options with { Threads = 1 };
        using var sessionOptions = OnnxDevice.CreateOptions(single);
        var session = new InferenceSession(folder.ModelFile, sessionOptions);
        return new ParallelSession(new DecoderSession(session, signature, sessionOptions, OnnxDevice.CacheMemory(single)), Environment.ProcessorCount);
    }

    private static Dictionary<string, string> Describe(
        OnnxFolder folder, OnnxOptions options, ITextTokenizer tokenizer, OnnxGraphFile file, GraphSignature signature, int context) => new()
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
