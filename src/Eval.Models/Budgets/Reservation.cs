using System.Runtime.InteropServices;

namespace Eval.Models.Budgets;

/// <summary>The most that one request in flight can use.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Reservation(long Tokens, decimal Cost);
