using System.Buffers;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using System.Threading.Channels;

namespace Eval.Core.Results;

/// <summary>Appends records to one samples file. Many threads may append; one task writes, whole lines only, as many as are waiting in one write.</summary>
/// <remarks>A write goes straight to the operating system, so that killing the process loses nothing written; the disk is flushed once, at the end.</remarks>
public sealed class SampleWriter : IAsyncDisposable
{
    private const int QueueLength = 256;
    private const int BatchBytes = 256 * 1024;

    private readonly string _path;
    private readonly FileStream _file;
    private readonly Action<int, SampleRecord> _written;
    private readonly Channel<(int Place, SampleRecord Record)> _queue;
    private readonly Task _loop;
    private readonly ArrayBufferWriter<byte> _bytes = new(16 * 1024);
    private readonly List<(int Place, SampleRecord Record)> _batch = [];

    private SampleWriter(string path, FileStream file, Action<int, SampleRecord> written)
    {
        _path = path;
        _file = file;
        _written = written;
        _queue = Channel.CreateBounded<(int, SampleRecord)>(new BoundedChannelOptions(QueueLength) { SingleReader = true });
        _loop = Task.Run(WriteAllAsync);
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

    /// <summary>Hands a record to the writer; waits while the queue is full. The record is on disk when <c>written</c> has been called with it.</summary>
    /// <param name="place">The sample's place in its task, given back to <c>written</c>.</param>
    /// <param name="record">The record.</param>
    /// <param name="cancellationToken">Gives up waiting for room.</param>
    /// <exception cref="RunStorageException">An earlier write failed.</exception>
    public async ValueTask AppendAsync(int place, SampleRecord record, CancellationToken cancellationToken)
    {
        try
        {
            await _queue.Writer.WriteAsync((place, record), cancellationToken);
        }
        catch (ChannelClosedException closed) when (closed.InnerException is { } cause)
        {
            ExceptionDispatchInfo.Throw(cause);
        }
    }

    /// <summary>Writes what is waiting and closes the file.</summary>
    /// <exception cref="RunStorageException">A write failed.</exception>
    public async Task CompleteAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
    }

    /// <summary>Closes the file after what is waiting; a failed write has been reported by <see cref="AppendAsync"/> or <see cref="CompleteAsync"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task WriteAllAsync()
    {
        try
        {
            await using (_file)
            {
                while (await _queue.Reader.WaitToReadAsync(CancellationToken.None))
                {
                    WriteBatch();
                }

                _file.Flush(flushToDisk: true);
            }
        }
        catch (Exception exception)
        {
            var reported = RunStorageException.IsStorageFailure(exception) ? RunStorageException.From("write", _path, exception) : exception;
            _queue.Writer.TryComplete(reported);
            while (_queue.Reader.TryRead(out _))
            {
                // Lets producers that wait for room see the failure.
            }

            ExceptionDispatchInfo.Throw(reported);
        }
    }

    private void WriteBatch()
    {
        using (var json = new Utf8JsonWriter(_bytes, new JsonWriterOptions { Encoder = EvalJson.Line.Options.Encoder }))
        {
            while (_bytes.WrittenCount < BatchBytes && _queue.Reader.TryRead(out var line))
            {
                JsonSerializer.Serialize(json, line.Record, EvalJson.Line.SampleRecord);
                json.Flush();
                json.Reset();
                _bytes.Write("\n"u8);
                _batch.Add(line);
            }
        }

        _file.Write(_bytes.WrittenSpan);
        foreach (var (place, record) in _batch)
        {
            _written(place, record);
        }

        _batch.Clear();
        _bytes.ResetWrittenCount();
    }
}
