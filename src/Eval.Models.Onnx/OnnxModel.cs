using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Eval.Core.Models;
using Eval.Core.Models.Local;
using Eval.Core.Prompts;
using Eval.Core.Prompts.Templates;
using Eval.Models.Onnx.Engine;
using Eval.Models.Onnx.Files;
using Eval.Models.Onnx.Tokenization;
using Microsoft.ML.OnnxRuntime;

namespace Eval.Models.Onnx;

/// <summary>A decoder-only model run in process by ONNX Runtime: text, and true log-probabilities of continuations.</summary>
public sealed class OnnxModel : IModel, IContinuationScorer, IModelPreflight, IAsyncDisposable
{
    private readonly OnnxFolder _folder;
    private readonly OnnxOptions _options;
    private readonly ModelSpec _spec;
    private readonly long _seed;
    private readonly FileFingerprints _fingerprints;
    private readonly SemaphoreSlim _loading = new(1);
    private OnnxEngine? _engine;

    public OnnxModel(ModelSpec spec, OnnxFolder folder, OnnxOptions options, long seed, FileFingerprints fingerprints)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(options);
        _spec = spec;
        _folder = folder;
        _options = options;
        _seed = seed;
        _fingerprints = fingerprints;
        Info = new ModelInfo
        {
            Name = spec.ReportName,
            Provider = spec.Provider,
            ModelId = spec.Name,
            Abilities = ModelAbilities.Text | ModelAbilities.Continuations,
            Fingerprint = $"onnx:{folder.ModelFile}",
            MaxConcurrency = spec.MaxConcurrency ?? (2 * (options.Batch ?? BatchLimits.UsualRows)),
        };
    }

    public ModelInfo Info { get; private set; }

    /// <summary>Loads the model and probes it.</summary>
    /// <exception cref="ModelStoppedException">It cannot be loaded, or its log-probabilities cannot be trusted.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        if (await ContinuationProbe.CheckAsync(this, Info.Name, cancellationToken) is { } doubt)
        {
            Info = Info.WithoutContinuations($"{doubt}; prefix_cache=0 with batch=1 reads every question whole and alone");
        }
    }

    public async Task<Completion> ScoreAsync(ContinuationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var engine = await LoadAsync(cancellationToken);
        var watch = Stopwatch.StartNew();
        var encode = Encoder(engine);
        var fitted = await FitAsync(engine, request.Prompt, request.Truncation, engine.ContextLength, encode, cancellationToken);
        var pairs = await ContinuationEncoder.EncodeAsync(fitted.Text, request.Prompt.Continuations, encode, cancellationToken);
        var jobs = pairs.Select((pair, index) => (Pair: ContinuationCutter.Cut(pair, request.Truncation, engine.ContextLength), Index: index))
            .GroupBy(item => item.Pair.Context, TokenSequenceComparer.Instance)
            .Select(group => (Job: new ScoringJob(group.Key, [.. group.Select(item => item.Pair.Continuation)]), Indexes: group.Select(item => item.Index).ToList()))
            .ToList();
        await Task.WhenAll(jobs.Select(job => engine.Queue.RunAsync(new EngineWork(job.Job, Generation: null, Group(request.Metadata), job.Job.Context.Count, cancellationToken))));
        var scores = new ContinuationScore[pairs.Count];
        foreach (var (job, indexes) in jobs)
        {
            for (var i = 0; i < indexes.Count; i++)
            {
                scores[indexes[i]] = job.Failure is null ? job.Scores[i] : throw job.Failure;
            }
        }

        var asked = jobs.Sum(job => job.Job.Asked);
        var evaluated = jobs.Sum(job => job.Job.Evaluated);
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
        var engine = await LoadAsync(cancellationToken);
        var watch = Stopwatch.StartNew();
        var encode = Encoder(engine);
        // A rule that cuts from the left leaves room for the answer; any other prompt need only fit with one token to spare.
        var answer = request.Truncation.Rule == TruncationRule.CutLeft ? Math.Min(request.MaxTokens, engine.ContextLength / 2) : 1;
        var fitted = await FitAsync(engine, request.Prompt, request.Truncation, engine.ContextLength - answer, encode, cancellationToken);
        if (fitted.Tokens.Count == 0)
        {
            throw new ModelRequestException("The prompt has no tokens: there is nothing to continue.");
        }

        var room = engine.ContextLength - fitted.Tokens.Count;
        var stops = (request.Prompt.IsChat ? request.Stop.Union(engine.Template!.Stop) : request.Stop).ToLookup(engine.Tokenizer.Info.SpecialTokens.ContainsKey);
        var ends = engine.Configuration.EndTokens.Concat(stops[true].Select(stop => engine.Tokenizer.Info.SpecialTokens[stop])).ToHashSet();
        var job = new GenerationJob(fitted.Tokens, Math.Min(request.MaxTokens, room), ends, Sampling(engine, request), new GeneratedText(engine.Tokenizer.GetBytes, stops[false]))
        {
            CancellationToken = cancellationToken,
        };
        await engine.Queue.RunAsync(new EngineWork(Scoring: null, job, Group(request.Metadata), fitted.Tokens.Count, cancellationToken));
        return new Completion
        {
            Text = job.Text,
            FinishReason = job.Finish,
            Usage = new Usage
            {
                Input = fitted.Tokens.Count,
                Evaluated = job.Evaluated,
                Cached = Math.Max(0, fitted.Tokens.Count - job.Evaluated),
                Output = job.Tokens.Count,
            },
            Latency = watch.Elapsed,
        };
    }

    public async ValueTask DisposeAsync()
    {
        if (_engine is not null)
        {
            await _engine.DisposeAsync();
        }

        _loading.Dispose();
    }

    private static string Group(RequestMetadata metadata) => $"{metadata.Benchmark}@{metadata.Protocol}:{metadata.Subset}";

    private TextEncoder Encoder(OnnxEngine engine)
    {
        // Our templates leave the begin-of-text token to the engine, for chat as for raw text.
        var addsSpecialTokens = _options.AddsSpecialTokens ?? true;
        return (text, _) =>
        {
            try
            {
                return ValueTask.FromResult(engine.Tokenizer.Encode(text, addsSpecialTokens));
            }
            catch (TokenizerException exception)
            {
                throw new ModelRequestException(exception.Message, innerException: exception);
            }
        };
    }

    private Task<FittedPrompt> FitAsync(OnnxEngine engine, Prompt prompt, Truncation truncation, int room, TextEncoder encode, CancellationToken cancellationToken)
    {
        if (prompt.Parts is { } parts)
        {
            return PromptFitter.FitAsync(parts.Join, parts.Shots.Count, truncation, room, encode, cancellationToken);
        }

        var template = engine.Template ?? throw new ModelRequestException(ChatTemplates.UnrecognizedMessage(Info.Name));
        IReadOnlyList<ChatMessage> messages = _spec.System is { } system && prompt.Messages[0].Role != ChatRole.System
            ? [new ChatMessage(ChatRole.System, system), .. prompt.Messages]
            : prompt.Messages;
        var text = template.Render(messages, prompt.AssistantPrefix);
        return PromptFitter.FitAsync(_ => text, 0, truncation, room, encode, cancellationToken);
    }

    private SamplingSettings Sampling(OnnxEngine engine, ModelRequest request)
    {
        // A protocol that sets a temperature gets exactly that; one that leaves it to the model gets the checkpoint's generation_config.
        var own = request.Temperature is null ? engine.Configuration.Sampling : new SamplingDefaults();
        return new SamplingSettings
        {
            Temperature = request.Temperature ?? (own.Samples ? own.Temperature : 0),
            TopK = _options.TopK ?? own.TopK,
            TopP = request.TopP ?? own.TopP,
            RepetitionPenalty = _options.RepetitionPenalty ?? own.RepetitionPenalty,
            Seed = request.Seed ?? (_seed + request.Metadata.Repeat),
        };
    }

    private async Task<OnnxEngine> LoadAsync(CancellationToken cancellationToken)
    {
        if (_engine is { } loaded)
        {
            return loaded;
        }

        await _loading.WaitAsync(cancellationToken);
        try
        {
            if (_engine is null)
            {
                _engine = await OnnxEngine.LoadAsync(_folder, _options, ModelChatTemplate.Find(_folder.Folder, _spec.Template), _fingerprints, cancellationToken);
                Info = Info with
                {
                    Abilities = Info.Abilities | (_engine.Template is null ? ModelAbilities.None : ModelAbilities.Chat | ModelAbilities.Prefill),
                    Fingerprint = _spec.System is null ? _engine.Fingerprint : $"{_engine.Fingerprint}+system:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(_spec.System)))}",
                    ContextLength = _engine.ContextLength,
                    Details = _engine.Details,
                };
            }

            return _engine;
        }
        catch (Exception exception) when (exception is InvalidDataException or TokenizerException or OnnxRuntimeException or IOException or NotSupportedException or ArgumentException or UnauthorizedAccessException)
        {
            throw new ModelStoppedException($"Cannot load {_spec.ReportName}: {exception.Message.ReplaceLineEndings(" ").Trim()}", "Mend the model folder or the spec.", exception);
        }
        finally
        {
            _loading.Release();
        }
    }
}
