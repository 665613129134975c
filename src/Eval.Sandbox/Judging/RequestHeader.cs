namespace Eval.Sandbox.Judging;

/// <summary>What stands before the program and the job in a request to a fork server.</summary>
internal sealed record RequestHeader
{
    public required long Id { get; init; }

    /// <summary><c>split</c> or <c>one</c>.</summary>
    public required string Mode { get; init; }

    /// <summary>CPU limit in seconds.</summary>
    public required double Cpu { get; init; }

    /// <summary>Wall limit in seconds.</summary>
    public required double Wall { get; init; }

    /// <summary>Bytes of program that follow.</summary>
    public required int Program { get; init; }

    /// <summary>Bytes of job that follow the program.</summary>
    public required int Job { get; init; }
}
