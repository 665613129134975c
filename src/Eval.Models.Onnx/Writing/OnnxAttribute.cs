namespace Eval.Models.Onnx.Writing;

/// <summary>An attribute of a node: one integer, one float, a list of integers, or a sub-graph.</summary>
internal sealed record OnnxAttribute
{
    private OnnxAttribute(string name) => Name = name;

    public string Name { get; }

    public long? Integer { get; private init; }

    public float? Float { get; private init; }

    public IReadOnlyList<long>? Integers { get; private init; }

    public OnnxGraph? Graph { get; private init; }

    public static OnnxAttribute Of(string name, long value) => new(name) { Integer = value };

    public static OnnxAttribute Of(string name, float value) => new(name) { Float = value };

    public static OnnxAttribute Of(string name, IReadOnlyList<long> values) => new(name) { Integers = values };

    public static OnnxAttribute Of(string name, OnnxGraph graph) => new(name) { Graph = graph };
}
