namespace Eval.Models.Onnx.Writing;

/// <summary>An input or output of a graph.</summary>
/// <param name="Name">Name of the value.</param>
/// <param name="Element">Its element type.</param>
/// <param name="Shape">A number for a fixed dimension, a name for a free one.</param>
internal sealed record OnnxValue(string Name, OnnxElement Element, IReadOnlyList<string> Shape);
