using Eval.Core.Models;
using Eval.Models.Caching;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Eval.Models.Decorators;

/// <summary>Answers from the cache where it can; keeps what it had to ask for. A changed model, template or parameter is another fingerprint and never meets an old answer.</summary>
/// <remarks>A refused or filtered request has no answer and is not kept. Trouble with the file costs the cache, never a sample.</remarks>
public sealed class CacheModel(IModel inner, ResponseCache cache, ILogger logger) : DelegatingModel(inner)
{
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
            Keep(key, completion);
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
            Keep(key, completion);
        }

        return completion;
    }

    private Completion? Find(byte[] key)
    {
        try
        {
            return cache.Find(key);
        }
        catch (Exception exception) when (exception is SqliteException or System.Text.Json.JsonException)
        {
            Log.CacheFailed(logger, cache.Path, exception);
            return null;
        }
    }

    private void Keep(byte[] key, Completion completion)
    {
        try
        {
            cache.Add(key, Info.Name, completion);
        }
        catch (SqliteException exception)
        {
            Log.CacheFailed(logger, cache.Path, exception);
        }
    }
}
