using System.Runtime.InteropServices;

namespace Eval.Core.Results.Import;

/// <summary>Where an answer stands, so that it can be read again without being held.</summary>
/// <param name="File">Place of the file among the files.</param>
/// <param name="Line">Line number, from 1.</param>
/// <param name="Offset">First byte of the line.</param>
/// <param name="Length">Bytes of the line.</param>
/// <param name="Item">Place of the answer among the line's answers.</param>
/// <param name="HasAnswer">False where the line holds none.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LineReference(int File, int Line, long Offset, int Length, int Item, bool HasAnswer);
