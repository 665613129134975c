namespace Eval.Core.Results;

/// <summary>Walks over a file's lines as bytes, in one growing buffer. Lines end at line feeds only, as JSONL's do.</summary>
internal sealed class Utf8LineReader : IDisposable
{
    private readonly FileStream _file;
    private byte[] _buffer = new byte[64 * 1024];
    private int _lineStart;
    private int _lineEnd;
    private int _next;
    private int _filled;
    private long _bufferOffset;

    /// <exception cref="RunFolderException">The file cannot be opened.</exception>
    public Utf8LineReader(string path)
    {
        try
        {
            _file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        }
        catch (Exception exception) when (RunStorageException.IsStorageFailure(exception))
        {
            throw new RunFolderException($"Cannot read {path}: {exception.Message}", "Check the path and its permissions.", exception);
        }
    }

    /// <summary>Number of the current line, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>The current line without its line feed (and without a carriage return before it).</summary>
    public ReadOnlySpan<byte> Line => _buffer.AsSpan(_lineStart, _lineEnd - _lineStart).TrimEnd((byte)'\r');

    /// <summary>Whether the current line is ended by a line feed; only the last may not be.</summary>
    public bool IsTerminated { get; private set; }

    /// <summary>Whether the current line holds nothing but white space.</summary>
    public bool IsBlank => Line.Trim(" \t\r"u8).IsEmpty;

    /// <summary>Offset of the current line in the file, in bytes.</summary>
    public long Start => _bufferOffset + _lineStart;

    /// <summary>Goes to the next line; false at the end of the file.</summary>
    public bool Next()
    {
        var searched = _next;
        while (true)
        {
            var found = _buffer.AsSpan(searched, _filled - searched).IndexOf((byte)'\n');
            if (found >= 0)
            {
                return Take(searched + found, terminated: true);
            }

            searched = _filled;
            var moved = _next;
            if (!Fill())
            {
                return _next < _filled && Take(_filled, terminated: false);
            }

            searched -= moved - _next;
        }
    }

    public void Dispose() => _file.Dispose();

    private bool Take(int end, bool terminated)
    {
        _lineStart = _next;
        _lineEnd = end;
        _next = terminated ? end + 1 : end;
        IsTerminated = terminated;
        Number++;
        return true;
    }

    private bool Fill()
    {
        if (_next > 0)
        {
            _buffer.AsSpan(_next, _filled - _next).CopyTo(_buffer);
            _bufferOffset += _next;
            _filled -= _next;
            _next = 0;
        }

        if (_filled == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = _file.Read(_buffer, _filled, _buffer.Length - _filled);
        _filled += read;
        return read > 0;
    }
}
