namespace Eval.Core.Models;

/// <summary>Who answers: identity, abilities and what a run records of it.</summary>
public sealed record ModelInfo
{
    /// <summary>Key in <see cref="Details"/> of a server that scores a prompt's own tokens: how it does, or why it is not asked to. Each continuation is sent with the whole prompt.</summary>
    public const string LogLikelihoodDetail = "log-likelihood";

    /// <summary>Key in <see cref="Details"/> of an engine that could give log-probabilities and is not asked for them: why, and what to do about it.</summary>
    public const string NoLogLikelihoodDetail = "log-likelihood refused";

    /// <summary>Name in records and reports: the <c>name=</c> key, else <c>provider:name</c>. Unique in a run.</summary>
    public required string Name { get; init; }

    /// <summary>Provider part of the spec, e.g. <c>openai</c>, <c>baseline</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>Model name as the provider knows it.</summary>
    public required string ModelId { get; init; }

    public required ModelAbilities Abilities { get; init; }

    /// <summary>Changes whenever the same request could be answered differently: weights, engine, template, endpoint, parameters. In the run and in the cache key. Never holds a secret.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Context in tokens; null when unknown.</summary>
    public int? ContextLength { get; init; }

    /// <summary>True for a model that thinks before it answers, so that its token limit must leave room.</summary>
    public bool IsReasoning { get; init; }

    /// <summary>True where answers cost money or time worth saving: only then does the cache keep them.</summary>
    public bool IsCacheable { get; init; } = true;

    /// <summary>Largest useful number of requests in flight; null lets the runner choose.</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>Number of answers per sample the model holds by itself (a replay file's repeats); null for a model that can be asked again.</summary>
    public int? OwnRepeats { get; init; }

    /// <summary>Further facts for the manifest, in display order: engine, version, quantisation, device, template hash.</summary>
    public IReadOnlyDictionary<string, string> Details { get; init; } = NoDetails;

    private static readonly Dictionary<string, string> NoDetails = [];

    /// <summary>The same model, asked for text only.</summary>
    /// <param name="why">Why its log-probabilities are not used, and what to do about it.</param>
    public ModelInfo WithoutContinuations(string why) => this with
    {
        Abilities = Abilities & ~ModelAbilities.Continuations,
        Details = new Dictionary<string, string>(Details, StringComparer.Ordinal) { [NoLogLikelihoodDetail] = why },
    };
}
