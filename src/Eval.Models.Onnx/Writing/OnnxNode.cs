namespace Eval.Models.Onnx.Writing;

/// <summary>One operation; an empty <see cref="Domain"/> is ONNX's own operator set.</summary>
internal sealed record OnnxNode(string Operator, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs, IReadOnlyList<OnnxAttribute> Attributes)
{
    public string Domain { get; init; } = "";
}
