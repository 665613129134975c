using System.Buffers;
using System.Runtime.ExceptionServices;
using System.Text.Json;

namespace Eval.Core.Results;

/// <summary>Appends records to one samples file. Many threads may append; whoever finds nobody writing writes what is waiting, whole lines only, as many as there are in one write.</summary>
/// <remarks>A write goes straight to the operating system, so that killing the process loses nothing written; the disk is flushed once, at the end.</remarks>
public sealed class SampleWriter : IAsyncDisposable
{
    private const int QueueLength = 256;
    private const int BatchBytes = 256 * 1024;

    private readonly string _path;
    private readonly FileStream _file;
    private readonly Action<int, SampleRecord> _written;
    private readonly SemaphoreSlim _room = new(QueueLength);
    private readonly Lock _gate = new();
    private readonly ArrayBufferWriter<byte> _bytes = new(16 * 1024);
    private readonly Utf8JsonWriter _json;

    // Under the gate.
    private List<(int Place, SampleRecord Record)> _waiting = [];
    private bool _isWriting;
    private Exception? _failure;

    // Of whoever is writing.
    private List<(int Place, SampleRecord Record)> _batch = [];

    private SampleWriter(string path, FileStream file, Action<int, SampleRecord> written)
    {
        _path = path;
        _file = file;
        _written = written;
        _json = new Utf8JsonWriter(_bytes, new JsonWriterOptions { Encoder = EvalJson.Line.Options.Encoder });
    }

    /// <summary>Opens a samples file for appending, after repairing what a killed process left at its end.</summary>
    /// <param name="path">The file; made when it is not there.</param>
    /// <param name="written">Called after a record has reached the operating system, one call at a time; must return at once.</param>
    /// <exception cref="RunStorageException">The file cannot be opened for writing.</exception>
    public static SampleWriter Open(string path, Action<int, SampleRecord> written)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(written);
        SampleReader.Repair(path);
        try
        {
            var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
            return new SampleWriter(path, file, written);
        }
        catch (Exception exception) when (RunStorageException.IsStorageFailure(exception))
        {
            throw RunStorageException.From("open", path, exception);
        }
    }

    /// <summary>Writes a record, or leaves it to the caller that is writing now; waits while too many are waiting. The record is on disk when <c>written</c> has been called with it.</summary>
    /// <param name="place">The sample's place in its task, given back to <c>written</c>.</param>
    /// <param name="record">The record.</param>
    /// <param name="cancellationToken">Gives up waiting for room.</param>
    /// <exception cref="RunStorageException">This write or an earlier one failed.</exception>
    public async ValueTask AppendAsync(int place, SampleRecord record, CancellationToken cancellationToken)
    {
        await _room.WaitAsync(cancellationToken);
        lock (_gate)
        {
            ThrowIfFailed();
            _waiting.Add((place, record));
            if (_isWriting)
            {
                return;
            }

            _isWriting = true;
        }

        try
        {
            while (TryTakeBatch())
            {
                WriteBatch();
            }
        }
        catch (Exception exception)
        {
            Fail(exception);
            ThrowIfFailed();
        }
    }

    /// <summary>Flushes the disk and closes the file; every append must have ended.</summary>
    /// <exception cref="RunStorageException">A write failed.</exception>
    public async Task CompleteAsync()
    {
        ThrowIfFailed();
        try
        {
            if (_file.CanWrite)
            {
                _file.Flush(flushToDisk: true);
            }

            await DisposeAsync();
        }
        catch (Exception exception)
        {
            Fail(exception);
            ThrowIfFailed();
        }
    }

    /// <summary>Closes the file; a failed write has been reported by <see cref="AppendAsync"/> or <see cref="CompleteAsync"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        await _file.DisposeAsync();
        await _json.DisposeAsync();
        _room.Dispose();
    }

    private bool TryTakeBatch()
    {
        lock (_gate)
        {
            (_waiting, _batch) = (_batch, _waiting);
            return _isWriting = _batch.Count > 0;
        }
    }

    private void WriteBatch()
    {
        var written = 0;
        for (var next = 1; next <= _batch.Count; next++)
        {
            _json.Reset();
            SampleLine.Write(_json, _batch[next - 1].Record);
            _json.Flush();
            _bytes.Write("\n"u8);
            if (_bytes.WrittenCount >= BatchBytes || next == _batch.Count)
            {
                _file.Write(_bytes.WrittenSpan);
                _bytes.ResetWrittenCount();
                for (; written < next; written++)
                {
                    _written(_batch[written].Place, _batch[written].Record);
                }
            }
        }

        _room.Release(_batch.Count);
        _batch.Clear();
    }

    // Those who wait for room come through and see the failure.
    private void Fail(Exception exception)
    {
        lock (_gate)
        {
            _failure ??= RunStorageException.IsStorageFailure(exception) ? RunStorageException.From("write", _path, exception) : exception;
            _waiting.Clear();
        }

        _room.Release(QueueLength);
    }

    private void ThrowIfFailed()
    {
        if (_failure is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }
}
