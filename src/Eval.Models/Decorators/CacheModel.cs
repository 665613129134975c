using Eval.Core.Models;
using Eval.Models.Caching;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Eval.Models.Decorators;

/// <summary>Answers from the cache where it can; keeps what it had to ask for. A changed model, template or parameter is another fingerprint and never meets an old answer.</summary>
/// <remarks>A refused or filtered request has no answer and is not kept. Trouble with the file costs the cache, never a sample.</remarks>
public sealed class CacheModel : DelegatingModel
{
    private readonly ResponseCache _cache;
    private readonly ILogger _logger;

    public CacheModel(IModel inner, ResponseCache cache, ILogger logger)
        : base(inner)
    {
        ArgumentNullException.ThrowIfNull(cache);
        _cache = cache;
        _logger = logger;
        cache.Failed ??= exception => Log.CacheFailed(logger, cache.Path, exception);
    }

    public override async Task<Completion> GenerateAsync(ModelRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var key = CacheKey.Of(Info.Fingerprint, request);
        if (Find(key) is { } cached)
        {
            return cached;
        }

        var completion = await Inner.GenerateAsync(request, cancellationToken).ConfigureAwait(false);
        if (completion.Text is not null)
        {
            _cache.Add(key, Info.Name, completion);
        }

        return completion;
    }

    public override async Task<Completion> ScoreAsync(ContinuationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var key = CacheKey.Of(Info.Fingerprint, request);
        if (Find(key) is { } cached)
        {
            return cached;
        }

        var completion = await base.ScoreAsync(request, cancellationToken).ConfigureAwait(false);
        if (completion.Choices.Count > 0)
        {
            _cache.Add(key, Info.Name, completion);
        }

        return completion;
    }

    public override void AskingEnded()
    {
        _cache.Settle();
        base.AskingEnded();
    }

    private Completion? Find(byte[] key)
    {
        try
        {
            return _cache.Find(key);
        }
        catch (Exception exception) when (exception is SqliteException or System.Text.Json.JsonException)
        {
            Log.CacheFailed(_logger, _cache.Path, exception);
            return null;
        }
    }
}
