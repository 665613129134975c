using System.Diagnostics;
using System.Globalization;
using Eval.Core.Models;
using Eval.Core.Models.Local;
using Eval.Core.Prompts;
using Eval.Core.Prompts.Templates;

namespace Eval.Models.LLamaSharp;

/// <summary>A GGUF file run in process by LLamaSharp.</summary>
internal sealed class LlamaSharpModel : IModel, IContinuationScorer, IModelPreflight, IAsyncDisposable
{
    private const string ChatTemplateKey = "tokenizer.chat_template";

    private readonly ModelSpec _spec;
    private readonly string _path;
    private readonly LlamaSharpOptions _options;
    private readonly ModelContext _context;
    private readonly FileFingerprints _fingerprints;
    private LlamaSharpEngine? _engine;
    private ChatTemplate? _template;
    private ModelStoppedException? _whyNotReady;

    public LlamaSharpModel(ModelSpec spec, string path, LlamaSharpOptions options, ModelContext context, FileFingerprints fingerprints)
    {
        _spec = spec;
        _path = path;
        _options = options;
        _context = context;
        _fingerprints = fingerprints;
        Info = new ModelInfo
        {
            Name = spec.ReportName,
            Provider = spec.Provider,
            ModelId = spec.Name,
            Abilities = ModelAbilities.Text | ModelAbilities.Continuations,
            Fingerprint = $"gguf:{path}",
            MaxConcurrency = spec.MaxConcurrency ?? (2 * options.Parallel),
        };
    }

    public ModelInfo Info { get; private set; }

    private LlamaSharpEngine Engine => _engine ?? throw _whyNotReady?.Again() ?? (Exception)new InvalidOperationException("CheckAsync comes first.");

    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            NativeLibraries.Configure(_context.Environment);
            _engine ??= await LlamaSharpEngine.LoadAsync(_path, _options, cancellationToken);
            var jinja = _engine.Weights.Metadata.TryGetValue(ChatTemplateKey, out var own) ? own : null;
            _template = _spec.Template is { } named ? ChatTemplates.Find(named) : jinja is null ? null : ChatTemplates.Recognize(jinja);
            Info = await DescribeAsync(_engine, cancellationToken);
        }
        catch (Exception exception) when (exception is LLama.Exceptions.RuntimeError or DllNotFoundException or TypeInitializationException or IOException or ArgumentException)
        {
            _whyNotReady = new ModelStoppedException(
                $"Cannot load {_spec.ReportName} with LLamaSharp: {exception.Message}", $"Check the file, and that the native llama.cpp fits this LLamaSharp (a folder can be named by {NativeLibraries.Variable}).", exception);
            throw _whyNotReady;
        }

        if (await ContinuationProbe.CheckAsync(this, Info.Name, cancellationToken) is { } doubt)
        {
            Info = Info.WithoutContinuations($"{doubt}; kv=f32, the default, keeps the cache in full precision");
        }
    }

    public async Task<Completion> ScoreAsync(ContinuationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var watch = Stopwatch.StartNew();
        var fitted = await FitAsync(request.Prompt, request.Truncation, Engine.ContextLength, cancellationToken);
        var pairs = await ContinuationEncoder.EncodeAsync(fitted.Text, request.Prompt.Continuations, EncodeAsync, cancellationToken);
        var works = pairs.Select((pair, index) => (Pair: ContinuationCutter.Cut(pair, request.Truncation, Engine.ContextLength), Index: index))
            .GroupBy(item => item.Pair.Context, TokenSequenceComparer.Instance)
            .Select(group => (
                Work: new LlamaSharpWork(Group(request.Metadata), group.Key)
                {
                    Continuations = [.. group.Select(item => item.Pair.Continuation)],
                    Scores = new ContinuationScore[group.Count()],
                },
                Indexes: group.Select(item => item.Index).ToList()))
            .ToList();
        await Task.WhenAll(works.Select(item => Engine.RunAsync(item.Work, cancellationToken)));
        var scores = new ContinuationScore[pairs.Count];
        foreach (var (work, indexes) in works)
        {
            for (var i = 0; i < indexes.Count; i++)
            {
                scores[indexes[i]] = work.Scores[i];
            }
        }

        var asked = works.Sum(item => item.Work.Prompt.Count + item.Work.Continuations.Sum(tokens => tokens.Count - 1));
        var evaluated = works.Sum(item => item.Work.Evaluated);
        return new Completion
        {
            Text = null,
            FinishReason = FinishReason.Scored,
            Choices = scores,
            Usage = new Usage { Input = asked, Evaluated = evaluated, Cached = Math.Max(0, asked - evaluated) },
            Latency = watch.Elapsed,
        };
    }

    public async Task<Completion> GenerateAsync(ModelRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var watch = Stopwatch.StartNew();
        var answer = request.Truncation.Rule == TruncationRule.CutLeft ? Math.Min(request.MaxTokens, Engine.ContextLength / 2) : 1;
        var fitted = await FitAsync(request.Prompt, request.Truncation, Engine.ContextLength - answer, cancellationToken);
        IEnumerable<string> stops = request.Prompt.IsChat ? request.Stop.Union(_template!.Stop) : request.Stop;
        var work = new LlamaSharpWork(Group(request.Metadata), fitted.Tokens)
        {
            MaxTokens = Math.Min(request.MaxTokens, Engine.ContextLength - fitted.Tokens.Count),
            Text = new GeneratedText(Engine.GetBytes, stops),
            Sampler = new TokenSampler(new SamplingSettings
            {
                Temperature = request.Temperature ?? 0,
                TopP = request.TopP ?? 1,
                Seed = request.Seed ?? (_context.Seed + request.Metadata.Repeat),
            }),
        };
        await Engine.RunAsync(work, cancellationToken);
        return new Completion
        {
            Text = work.Text.Text,
            FinishReason = work.Finish,
            Usage = new Usage
            {
                Input = fitted.Tokens.Count,
                Evaluated = work.Evaluated,
                Cached = Math.Max(0, fitted.Tokens.Count - work.Evaluated),
                Output = work.Generated.Count,
            },
            Latency = watch.Elapsed,
        };
    }

    public ValueTask DisposeAsync()
    {
        _engine?.Dispose();
        return ValueTask.CompletedTask;
    }

    private static string Group(RequestMetadata metadata) => $"{metadata.Benchmark}@{metadata.Protocol}:{metadata.Subset}";

    private ValueTask<IReadOnlyList<int>> EncodeAsync(string text, CancellationToken cancellationToken) => ValueTask.FromResult(Engine.Tokenize(text, addSpecial: true));

    private Task<FittedPrompt> FitAsync(Prompt prompt, Truncation truncation, int room, CancellationToken cancellationToken)
    {
        if (prompt.Parts is { } parts)
        {
            return PromptFitter.FitAsync(parts.Join, parts.Shots.Count, truncation, room, EncodeAsync, cancellationToken);
        }

        var template = _template ?? throw new ModelRequestException(ChatTemplates.UnrecognizedMessage(Info.Name));
        IReadOnlyList<ChatMessage> messages = _spec.System is { } system && prompt.Messages[0].Role != ChatRole.System
            ? [new ChatMessage(ChatRole.System, system), .. prompt.Messages]
            : prompt.Messages;
        var text = template.Render(messages, prompt.AssistantPrefix);
        return PromptFitter.FitAsync(_ => text, 0, truncation, room, EncodeAsync, cancellationToken);
    }

    private async Task<ModelInfo> DescribeAsync(LlamaSharpEngine engine, CancellationToken cancellationToken)
    {
        var details = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["engine"] = $"LLamaSharp {NativeLibraries.Version}",
            ["weights_sha256"] = await _fingerprints.ComputeAsync(_path, cancellationToken),
            ["device"] = _options.GpuLayers > 0 ? string.Create(CultureInfo.InvariantCulture, $"gpu (ngl={_options.GpuLayers})") : "cpu",
            ["kv_cache"] = _options.CacheType,
            ["context"] = engine.ContextLength.ToString(CultureInfo.InvariantCulture),
            ["vocabulary"] = engine.Weights.Vocab.Count.ToString(CultureInfo.InvariantCulture),
            ["parameters"] = engine.Weights.ParameterCount.ToString(CultureInfo.InvariantCulture),
            ["quantisation"] = engine.Weights.NativeHandle.Description,
            ["chat_template"] = _template?.Name ?? (engine.Weights.Metadata.ContainsKey(ChatTemplateKey) ? "not one that Eval knows" : "none"),
            ["chat_template_sha256"] = _template?.Sha256 ?? "none",
        };
        List<string> files = NativeLibraries.Replacement is { } native ? [_path, native] : [_path];
        var fingerprint = await _fingerprints.ComputeAsync(files, [.. details.Select(detail => $"{detail.Key}={detail.Value}"), $"system={_spec.System}"], cancellationToken);
        return Info with
        {
            Abilities = Info.Abilities | (_template is null ? ModelAbilities.None : ModelAbilities.Chat | ModelAbilities.Prefill),
            Fingerprint = fingerprint,
            ContextLength = engine.ContextLength,
            Details = details,
        };
    }
}
