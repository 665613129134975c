namespace Eval.Core.Results;

public enum RunStatus
{
    Running,

    /// <summary>Every planned sample has a record.</summary>
    Completed,

    /// <summary>A model stopped (401, 404, unreachable, engine died); the rest is complete.</summary>
    ModelStopped,

    BudgetReached,

    /// <summary>The sandbox engine stopped answering: samples it would have judged have no record yet.</summary>
    SandboxStopped,

    Cancelled,

    /// <summary>An unexpected failure ended the run.</summary>
    Failed,
}
