using System.Runtime.InteropServices;

namespace Eval.Models.Limits;

/// <summary>Leave to send one request.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Permit(long Number, int Tokens, bool WasFull);
