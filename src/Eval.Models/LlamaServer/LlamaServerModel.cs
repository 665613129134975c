using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Eval.Core.Models;
using Eval.Core.Models.Local;
using Eval.Core.Prompts;
using Eval.Core.Running;

namespace Eval.Models.LlamaServer;

/// <summary>A model behind llama-server: text, chat by the model's own template, and true log-probabilities by token id.</summary>
internal sealed class LlamaServerModel : IModel, IContinuationScorer, IModelPreflight, IAsyncDisposable
{
    /// <summary>Requests handed over per slot: enough that several subjects are under way at once although each keeps to one slot.</summary>
    private const int RequestsPerSlot = 96;

    /// <summary>Stands for a vocabulary whose size the server does not tell.</summary>
    private const int LargestVocabulary = 300_000;

    private readonly ModelSpec _spec;
    private readonly ILlamaHost _host;
    private readonly long _seed;
    private readonly bool _reuses;
    private LlamaClient? _client;
    private LlamaScorer? _scorer;
    private SlotScheduler? _slots;
    private ModelStoppedException? _whyNotReady;

    /// <param name="spec">What the user wrote.</param>
    /// <param name="host">Where the server comes from.</param>
    /// <param name="seed">The run's.</param>
    /// <param name="reuses">Whether a slot may keep what it has read.</param>
    public LlamaServerModel(ModelSpec spec, ILlamaHost host, long seed, bool reuses)
    {
        _spec = spec;
        _host = host;
        _seed = seed;
        _reuses = reuses;
        Info = new ModelInfo
        {
            Name = spec.ReportName,
            Provider = spec.Provider,
            ModelId = spec.Name,
            Abilities = Abilities(host.HasChatTemplate ?? true),
            Fingerprint = $"{spec.Provider}:{spec.Name}",
            MaxConcurrency = spec.MaxConcurrency,
        };
    }

    public ModelInfo Info { get; private set; }

    /// <summary>Connects (starting the server where it is ours), reads what it serves and probes it.</summary>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ConnectAsync(cancellationToken);
        }
        catch (ModelStoppedException exception)
        {
            _whyNotReady = exception;
            throw;
        }

        if (await ContinuationProbe.CheckAsync(this, Info.Name, cancellationToken) is { } doubt)
        {
            Info = Info.WithoutContinuations(
                $"{doubt}; keep the cache in full precision (kv=f32, the default of gguf:; for a llama-server of yours -ctk f32 -ctv f32 -fa off), or read every question whole with prefix_cache=0");
        }
    }

    public async Task<Completion> ScoreAsync(ContinuationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return await GuardAsync(async () =>
        {
            // One position is kept free: the server wants room to predict in.
            var room = Info.ContextLength!.Value - 1;
            var (fitted, encode) = await FitAsync(request.Prompt, request.Truncation, room, cancellationToken);
            var pairs = await ContinuationEncoder.EncodeAsync(fitted.Text, request.Prompt.Continuations, encode, cancellationToken);
            List<EncodedContinuation> cut = [.. pairs.Select(pair => ContinuationCutter.Cut(pair, request.Truncation, room))];
            return await _slots!.RunAsync(Group(request.Metadata), async slot =>
            {
                var watch = Stopwatch.StartNew();
                var (scores, asked, evaluated) = await _scorer!.ScoreAsync(cut, slot, cancellationToken);
                return new Completion
                {
                    Text = null,
                    FinishReason = FinishReason.Scored,
                    Choices = scores,
                    Usage = new Usage { Input = asked, Evaluated = evaluated, Cached = Math.Max(0, asked - evaluated) },
                    Latency = watch.Elapsed,
                };
            }, cancellationToken);
        });
    }

    public async Task<Completion> GenerateAsync(ModelRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return await GuardAsync(async () =>
        {
            var context = Info.ContextLength!.Value;
            var answer = request.Truncation.Rule == TruncationRule.CutLeft ? Math.Min(request.MaxTokens, context / 2) : 1;
            var (fitted, _) = await FitAsync(request.Prompt, request.Truncation, context - answer, cancellationToken);
            return await _slots!.RunAsync(group: null, slot => GenerateAsync(request, fitted, slot, cancellationToken), cancellationToken);
        });
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        try
        {
            _client = await _host.ConnectAsync(cancellationToken);
            var props = await _client.PropsAsync(cancellationToken);
            if (props.BuildInfo is null || props.ContextLength == 0)
            {
                throw new ModelStoppedException($"{_spec.Name} answers, but is no llama-server that tells its context.", "Use a llama-server of 2025 or later, or openai-compatible: for another server.");
            }

            var meta = (await _client.ModelsAsync(cancellationToken)).Data is [var served, ..] ? served.Meta : null;
            _scorer = new LlamaScorer(_client, meta?.NVocab ?? LargestVocabulary, (await _client.TokenizeAsync(".", addSpecial: false, cancellationToken))[^1], _reuses);
            _slots = new SlotScheduler(props.TotalSlots);
            Info = await DescribeAsync(props, meta, _host.HasChatTemplate ?? props.HasChatTemplate, cancellationToken);
        }
        catch (ModelRequestException exception)
        {
            throw new ModelStoppedException($"Cannot use {_spec.ReportName}: {exception.Message}", "Start llama-server and check its address, then run the same command again.", exception);
        }
    }

    private async Task<Completion> GenerateAsync(ModelRequest request, FittedPrompt fitted, int slot, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var completion = await _client!.CompleteAsync(new LlamaRequest
        {
            Prompt = fitted.Tokens,
            Slot = slot,
            Reuses = _reuses,
            MaxTokens = Math.Min(request.MaxTokens, Info.ContextLength!.Value - fitted.Tokens.Count),
            Temperature = request.Temperature,
            TopP = request.TopP,
            Seed = unchecked((uint)(request.Seed ?? (_seed + request.Metadata.Repeat))),
            Stop = request.Stop,
        }, cancellationToken);
        var text = StopStrings.Cut(completion.Content, request.Stop);
        var evaluated = completion.Timings?.PromptN;
        return new Completion
        {
            Text = text,
            FinishReason = completion.StopType is "eos" or "word" || text.Length < completion.Content.Length ? FinishReason.Stop : FinishReason.Length,
            Usage = new Usage
            {
                Input = fitted.Tokens.Count,
                Evaluated = evaluated,
                Cached = evaluated is { } computed ? Math.Max(0, fitted.Tokens.Count - computed) : null,
                Output = completion.TokensPredicted,
            },
            Latency = watch.Elapsed,
        };
    }

    private async Task<(FittedPrompt Prompt, TextEncoder Encode)> FitAsync(Prompt prompt, Truncation truncation, int room, CancellationToken cancellationToken)
    {
        TextEncoder encode = async (text, token) => await _client!.TokenizeAsync(text, addSpecial: true, token);
        if (prompt.Parts is { } parts)
        {
            return (await PromptFitter.FitAsync(parts.Join, parts.Shots.Count, truncation, room, encode, cancellationToken), encode);
        }

        if (!Info.Abilities.HasFlag(ModelAbilities.Chat))
        {
            throw new ModelRequestException($"{Info.Name} has no chat template; name one with ?template=, or ask for a protocol that needs no chat.");
        }

        IReadOnlyList<ChatMessage> messages = _spec.System is { } system && prompt.Messages[0].Role != ChatRole.System
            ? [new ChatMessage(ChatRole.System, system), .. prompt.Messages]
            : prompt.Messages;
        var text = await _client!.ApplyTemplateAsync(messages, cancellationToken) + prompt.AssistantPrefix;
        return (await PromptFitter.FitAsync(_ => text, 0, truncation, room, encode, cancellationToken), encode);
    }

    /// <summary>When the server is ours and has ended, its last words say more than a refused connection.</summary>
    private async Task<Completion> GuardAsync(Func<Task<Completion>> ask)
    {
        if (_whyNotReady is { } why)
        {
            throw why.Again();
        }

        if (_client is null)
        {
            throw new InvalidOperationException("CheckAsync comes first.");
        }

        try
        {
            return await ask();
        }
        catch (ModelRequestException exception) when (exception.IsTransient)
        {
            if (await _host.WhyEndedAsync() is { } lastWords)
            {
                throw new ModelStoppedException(lastWords, "Mend what it says, then run the same command again: what is done is kept.", exception);
            }

            throw;
        }
    }

    private static string Group(RequestMetadata metadata) => $"{metadata.Benchmark}@{metadata.Protocol}:{metadata.Subset}";

    private static ModelAbilities Abilities(bool hasChatTemplate) =>
        ModelAbilities.Text | ModelAbilities.Continuations | (hasChatTemplate ? ModelAbilities.Chat | ModelAbilities.Prefill : ModelAbilities.None);

    private async Task<ModelInfo> DescribeAsync(LlamaProps props, LlamaModels.Meta? meta, bool hasChatTemplate, CancellationToken cancellationToken)
    {
        var details = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["engine"] = $"llama-server {props.BuildInfo}",
            ["quantisation"] = props.ModelFtype ?? "unknown",
            ["context"] = props.ContextLength.ToString(CultureInfo.InvariantCulture),
            ["slots"] = props.TotalSlots.ToString(CultureInfo.InvariantCulture),
            ["chat_template"] = hasChatTemplate ? "the model's own" : "none",
        };
        if (hasChatTemplate)
        {
            details["chat_template_sha256"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(props.ChatTemplate ?? "")));
        }

        if (!_reuses)
        {
            details["prefix_cache"] = "off";
        }

        if (meta is not null)
        {
            details["vocabulary"] = meta.NVocab.ToString(CultureInfo.InvariantCulture);
            details["parameters"] = meta.NParams.ToString(CultureInfo.InvariantCulture);
        }

        foreach (var (key, value) in await _host.DescribeAsync(cancellationToken))
        {
            details[key] = value;
        }

        string[] identity =
        [
            .. details.Where(detail => detail.Key != "slots").OrderBy(detail => detail.Key, StringComparer.Ordinal).Select(detail => $"{detail.Key}={detail.Value}"),
            _host.Identity(props.ModelPath ?? ""),
            $"size={(meta?.Size ?? 0).ToString(CultureInfo.InvariantCulture)}",
            $"system={_spec.System}",
            .. _spec.Extra.OrderBy(extra => extra.Key, StringComparer.Ordinal).Select(extra => $"{extra.Key}={extra.Value}"),
        ];
        return Info with
        {
            Abilities = Abilities(hasChatTemplate),
            Fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', identity)))),
            ContextLength = props.ContextLength,
            MaxConcurrency = _spec.MaxConcurrency ?? (props.TotalSlots * RequestsPerSlot),
            Details = details,
        };
    }
}
