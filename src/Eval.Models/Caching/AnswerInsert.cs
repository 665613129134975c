using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Eval.Models.Caching;

/// <summary>The statement that keeps an answer, on SQLite's own interface: ADO.NET's commands cost several times what the row itself does. Not thread-safe.</summary>
internal sealed class AnswerInsert : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly sqlite3_stmt _statement;
    private string? _model;

    public AnswerInsert(SqliteConnection connection)
    {
        _connection = connection;
        Check(raw.sqlite3_prepare_v2(connection.Handle, "INSERT OR REPLACE INTO answers (key, model, created, answer) VALUES (?1, ?2, ?3, ?4)", out _statement));
    }

    /// <exception cref="SqliteException">The row could not be written.</exception>
    public void Run(in CacheBatch.Row row, long created)
    {
        // What is bound stays bound from row to row.
        if (!string.Equals(row.Model, _model, StringComparison.Ordinal))
        {
            Check(raw.sqlite3_bind_text(_statement, 2, Encoding.UTF8.GetBytes(row.Model).AsSpan()));
            _model = row.Model;
        }

        Check(raw.sqlite3_bind_blob(_statement, 1, row.Key));
        Check(raw.sqlite3_bind_int64(_statement, 3, created));
        Check(raw.sqlite3_bind_blob(_statement, 4, row.Answer));
        var result = raw.sqlite3_step(_statement);
        raw.sqlite3_reset(_statement);
        Check(result);
    }

    public void Dispose() => _statement.Dispose();

    private void Check(int result)
    {
        if (result is not (raw.SQLITE_OK or raw.SQLITE_DONE))
        {
            SqliteException.ThrowExceptionForRC(result, _connection.Handle);
        }
    }
}
