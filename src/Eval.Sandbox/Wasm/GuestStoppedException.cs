namespace Eval.Sandbox.Wasm;

/// <summary>Unwinds an instance: it exited, reached a limit, or is no longer needed. <see cref="GuestEnd"/> says which.</summary>
internal sealed class GuestStoppedException(GuestEnd end) : Exception(end.ToString())
{
    public GuestEnd End { get; } = end;
}
