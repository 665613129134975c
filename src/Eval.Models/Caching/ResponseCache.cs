using System.Text.Json;
using Eval.Core.Models;
using Eval.Core.Results;
using Microsoft.Data.Sqlite;

namespace Eval.Models.Caching;

/// <summary>Answers kept across runs in one SQLite file in WAL mode; several processes may use it at once. Thread-safe.</summary>
/// <remarks>
/// Nobody waits for the disk: answers are written behind the run, those of a quarter of a second in one transaction, and the keys known at the start are held in memory,
/// so that a question never asked before costs no look-up. A killed process loses the few answers on their way here; they are in its run folder.
/// </remarks>
public sealed class ResponseCache : IDisposable
{
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(250);

    private readonly TimeProvider _time;

    // The connection's.
    private readonly Lock _gate = new();
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _find;
    private readonly AnswerInsert _insert;

    // Of what is known; inside the other where both are taken.
    private readonly Lock _knownGate = new();
    private readonly HashSet<UInt128> _known = [];
    private CacheBatch _gathering = new();
    private CacheBatch _leaving = new();
    private bool _isClosed;

    private readonly SemaphoreSlim _arrived = new(0);
    private readonly Task _writing;

    // Done when nothing more is worth waiting for; replaced by the writing loop.
    private TaskCompletionSource _hurry = NewHurry();

    private ResponseCache(string path, TimeProvider time)
    {
        Path = path;
        _time = time;
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 60 }.ConnectionString);
        _connection.Open();
        Execute("PRAGMA journal_mode=WAL");
        Execute("PRAGMA synchronous=NORMAL");
        Execute("CREATE TABLE IF NOT EXISTS answers (key BLOB PRIMARY KEY, model TEXT NOT NULL, created INTEGER NOT NULL, answer BLOB NOT NULL)");
        _find = Command("SELECT answer FROM answers WHERE key = $key", "$key");
        _insert = new AnswerInsert(_connection);
        LoadKeys();
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>Hears of an answer that could not be kept; the run goes on.</summary>
    public Action<Exception>? Failed { get; set; }

    /// <summary>The cache's file.</summary>
    public string Path { get; }

    /// <summary>The cache of this user: <c>EVAL_CACHE</c>, else <c>eval/responses.sqlite</c> below the platform's cache folder.</summary>
    public static string DefaultPath(Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        if (environment("EVAL_CACHE") is { Length: > 0 } chosen)
        {
            return chosen;
        }

        var folder = environment("XDG_CACHE_HOME") is { Length: > 0 } cache ? cache
            : OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : OperatingSystem.IsMacOS() ? System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), "Library", "Caches")
            : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return System.IO.Path.Combine(folder, "eval", "responses.sqlite");
    }

    /// <summary>Opens or makes the cache.</summary>
    /// <exception cref="CacheUnavailableException">The file cannot be made or is not a cache; a run can go on without.</exception>
    public static ResponseCache Open(string path, TimeProvider time)
    {
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
            return new ResponseCache(path, time);
        }
        catch (Exception exception) when (exception is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new CacheUnavailableException($"The response cache {path} cannot be used: {exception.Message} Delete the file, set EVAL_CACHE to another place, or run with --no-cache.", exception);
        }
    }

    /// <summary>Deletes the cache; returns the bytes freed.</summary>
    /// <exception cref="IOException">Another process holds it.</exception>
    public static long Clear(string path)
    {
        long freed = 0;
        foreach (var file in Files(path).Where(File.Exists))
        {
            freed += new FileInfo(file).Length;
            File.Delete(file);
        }

        return freed;
    }

    /// <summary>Counts what is kept, what is on its way included.</summary>
    public CacheStats Stats()
    {
        SpinWait.SpinUntil(() => !HasPending, TimeSpan.FromSeconds(10));
        lock (_gate)
        {
            var models = new SortedDictionary<string, long>(StringComparer.Ordinal);
            using var command = Command("SELECT model, COUNT(*) FROM answers GROUP BY model");
            using var rows = command.ExecuteReader();
            while (rows.Read())
            {
                models[rows.GetString(0)] = rows.GetInt64(1);
            }

            return new CacheStats(Path, models.Values.Sum(), Files(Path).Where(File.Exists).Sum(file => new FileInfo(file).Length), models);
        }
    }

    /// <summary>Writes what is on its way, then closes the file.</summary>
    public void Dispose()
    {
        lock (_knownGate)
        {
            if (_isClosed)
            {
                return;
            }

            _isClosed = true;
            Hurry();
        }

        _writing.Wait();
        _arrived.Dispose();
        _find.Dispose();
        _insert.Dispose();
        _connection.Dispose();
    }

    /// <summary>Begins to write what is on its way and to take the log into the database, for whoever has nothing more to add: closing then finds little left to do. Returns at once.</summary>
    internal void Settle()
    {
        lock (_knownGate)
        {
            if (!_isClosed)
            {
                Hurry();
            }
        }
    }

    /// <summary>The answer kept under a key; null when there is none.</summary>
    internal Completion? Find(byte[] key)
    {
        var start = CacheBatch.Start(key);
        lock (_knownGate)
        {
            if (_gathering.Find(start) is { Length: > 0 } gathered)
            {
                return Read(gathered);
            }

            if (_leaving.Find(start) is { Length: > 0 } leaving)
            {
                return Read(leaving);
            }

            if (!_known.Contains(start))
            {
                return null;
            }
        }

        byte[]? json;
        lock (_gate)
        {
            _find.Parameters[0].Value = key;
            json = (byte[]?)_find.ExecuteScalar();
        }

        return json is null ? null : Read(json);
    }

    /// <summary>Keeps an answer; it is in the file a quarter of a second later. After <see cref="Dispose"/> it is not kept.</summary>
    internal void Add(byte[] key, string model, Completion completion)
    {
        using var buffer = JsonBuffer.Rent();
        JsonSerializer.Serialize(buffer.Json, CachedAnswer.From(completion), CacheJsonContext.Default.CachedAnswer);
        lock (_knownGate)
        {
            if (_isClosed)
            {
                return;
            }

            _gathering.Add(key, model, buffer.Written());
            if (_gathering.Count == 1)
            {
                _arrived.Release();
            }
        }
    }

    private static Completion? Read(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, CacheJsonContext.Default.CachedAnswer)?.ToCompletion();

    private bool HasPending
    {
        get
        {
            lock (_knownGate)
            {
                return _gathering.Count + _leaving.Count > 0;
            }
        }
    }

    private void LoadKeys()
    {
        using var command = Command("SELECT key FROM answers");
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            _known.Add(CacheBatch.Start((byte[])rows.GetValue(0)));
        }
    }

    private static TaskCompletionSource NewHurry() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Hurry()
    {
        _hurry.TrySetResult();
        _arrived.Release();
    }

    private async Task WriteAsync()
    {
        for (var isClosed = false; !isClosed;)
        {
            await _arrived.WaitAsync().ConfigureAwait(false);

            // A transaction costs more than its rows: let some gather.
            await _hurry.Task.WaitAsync(Gathering, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            bool isHurried;
            lock (_knownGate)
            {
                (isClosed, isHurried) = (_isClosed, _hurry.Task.IsCompleted);
                _hurry = isHurried ? NewHurry() : _hurry;
            }

            WriteGathered();
            if (isHurried)
            {
                TakeLogIn();
            }
        }
    }

    private void WriteGathered()
    {
        lock (_knownGate)
        {
            (_gathering, _leaving) = (_leaving, _gathering);
        }

        var isWritten = true;
        try
        {
            Write(_leaving);
        }
        catch (SqliteException exception)
        {
            isWritten = false;
            Failed?.Invoke(exception);
        }

        lock (_knownGate)
        {
            for (var i = 0; isWritten && i < _leaving.Count; i++)
            {
                _known.Add(CacheBatch.Start(_leaving[i].Key));
            }

            _leaving.Clear();
        }
    }

    private void Write(CacheBatch batch)
    {
        if (batch.Count == 0)
        {
            return;
        }

        lock (_gate)
        {
            using var transaction = _connection.BeginTransaction();
            var now = _time.GetUtcNow().ToUnixTimeSeconds();
            for (var i = 0; i < batch.Count; i++)
            {
                _insert.Run(batch[i], now);
            }

            transaction.Commit();
        }
    }

    // Waits for nobody: what another process still reads stays in the log.
    private void TakeLogIn()
    {
        try
        {
            lock (_gate)
            {
                Execute("PRAGMA wal_checkpoint(PASSIVE)");
            }
        }
        catch (SqliteException exception)
        {
            Failed?.Invoke(exception);
        }
    }

    private static IEnumerable<string> Files(string path) => [path, path + "-wal", path + "-shm"];

    private void Execute(string sql)
    {
        using var command = Command(sql);
        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql, params ReadOnlySpan<string> parameters)
    {
        var command = _connection.CreateCommand();
#pragma warning disable CA2100 // Every text is a constant of this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var name in parameters)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }

        return command;
    }
}
