namespace Eval.Cli;

/// <summary>What the process ends with; an interface that CI jobs rely on.</summary>
public static class ExitCode
{
    public const int Fine = 0;

    public const int GateNotMet = 1;

    /// <summary>The request is wrong, found before the first sample.</summary>
    public const int WrongRequest = 2;

    /// <summary>Errors above the allowed share in any result, or a model stopped.</summary>
    public const int Errors = 3;

    public const int BudgetReached = 4;

    /// <summary>A bug in Eval.</summary>
    public const int Defect = 70;

    public const int Cancelled = 130;
}
