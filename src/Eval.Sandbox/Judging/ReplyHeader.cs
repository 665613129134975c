namespace Eval.Sandbox.Judging;

/// <summary>What stands before the message and the output in a reply of a fork server; also its first word (<see cref="Ready"/>).</summary>
internal sealed record ReplyHeader
{
    /// <summary>Set in the first frame only: the server waits for requests.</summary>
    public bool Ready { get; set; }

    /// <summary>The interpreter's version, in the first frame only.</summary>
    public string? Python { get; set; }

    public long Id { get; set; }

    /// <summary>False when the container is not as it was before the sample.</summary>
    public bool Ok { get; set; }

    /// <summary>What is not as it was.</summary>
    public string? Trouble { get; set; }

    /// <summary>One letter, see <see cref="Verdicts"/>.</summary>
    public string Code { get; set; } = "";

    /// <summary>How the process ended, where the message does not say it.</summary>
    public string Why { get; set; } = "";

    /// <summary>CPU seconds of all processes of the sample.</summary>
    public double Cpu { get; set; }

    /// <summary>Wall seconds.</summary>
    public double Wall { get; set; }

    /// <summary>Bytes of message, stdout and stderr that follow.</summary>
    public IReadOnlyList<int> Sizes { get; set; } = [];
}
