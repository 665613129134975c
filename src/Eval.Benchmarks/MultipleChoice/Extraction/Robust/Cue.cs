using System.Runtime.InteropServices;

namespace Eval.Benchmarks.MultipleChoice.Extraction.Robust;

/// <summary>A place after which an answer is expected.</summary>
/// <param name="Kind">What kind of words stand there.</param>
/// <param name="Start">Where the words begin.</param>
/// <param name="End">Where the answer is expected.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Cue(CueKind Kind, int Start, int End);
