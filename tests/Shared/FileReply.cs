namespace Eval.Testing;

/// <summary>One answer of a <see cref="FileServer"/>.</summary>
public sealed record FileReply
{
    public int Status { get; init; } = 200;

    public byte[] Body { get; init; } = [];

    /// <summary>ETag with its quotes; null sends none.</summary>
    public string? Tag { get; init; }

    public bool SaysLength { get; init; } = true;

    public bool TakesRanges { get; init; } = true;

    /// <summary>Added to the start that a partial answer claims: a server that sends another part than the one asked for.</summary>
    public int RangeShift { get; init; }

    /// <summary>Bytes of the body after which the connection is closed; null sends all.</summary>
    public int? CutAfter { get; init; }

    /// <summary>Keeps the connection open after the last byte.</summary>
    public bool Hangs { get; init; }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public static FileReply Redirect(string location, int status = 302) => new() { Status = status, Headers = new Dictionary<string, string> { ["Location"] = location } };
}
