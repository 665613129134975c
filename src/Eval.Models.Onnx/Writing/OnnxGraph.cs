namespace Eval.Models.Onnx.Writing;

/// <summary>A graph under construction; written by <see cref="OnnxModelWriter"/>.</summary>
internal sealed class OnnxGraph(string name)
{
    private int _next;

    public string Name { get; } = name;

    public List<OnnxValue> Inputs { get; } = [];

    public List<OnnxValue> Outputs { get; } = [];

    public List<OnnxTensor> Constants { get; } = [];

    public List<OnnxNode> Nodes { get; } = [];

    /// <summary>Adds a node with one output and returns that output's name.</summary>
    public string Add(string operation, IReadOnlyList<string> inputs, params IReadOnlyList<OnnxAttribute> attributes)
    {
        var output = NewName(operation);
        Nodes.Add(new OnnxNode(operation, inputs, [output], attributes));
        return output;
    }

    /// <summary>Adds a node whose single output has a given name.</summary>
    public void AddNamed(string operation, IReadOnlyList<string> inputs, string output, params IReadOnlyList<OnnxAttribute> attributes) =>
        Nodes.Add(new OnnxNode(operation, inputs, [output], attributes));

    /// <summary>Adds an operator of ONNX Runtime's own set (com.microsoft); outputs that are not wanted have an empty name.</summary>
    public void AddContributed(string operation, IReadOnlyList<string> inputs, IReadOnlyList<string> outputs, params IReadOnlyList<OnnxAttribute> attributes) =>
        Nodes.Add(new OnnxNode(operation, inputs, outputs, attributes) { Domain = "com.microsoft" });

    /// <summary>A name that no other value of this graph has.</summary>
    public string NewName(string prefix) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Name}/{prefix}_{_next++}");

    public string Constant(params ReadOnlySpan<long> values)
    {
        var constant = OnnxTensor.Of(NewName("const"), values);
        Constants.Add(constant);
        return constant.Name;
    }

    /// <summary>A float constant without dimensions.</summary>
    public string Scalar(float value) => Constant([], [value]);

    public string Constant(IReadOnlyList<long> shape, ReadOnlySpan<float> values)
    {
        var constant = OnnxTensor.Of(NewName("const"), shape, values);
        Constants.Add(constant);
        return constant.Name;
    }

    /// <summary>A constant of any element type.</summary>
    /// <param name="element">Element type.</param>
    /// <param name="shape">Dimensions; none for a scalar.</param>
    /// <param name="data">Little-endian bytes in row-major order.</param>
    public string Constant(OnnxElement element, IReadOnlyList<long> shape, byte[] data)
    {
        var constant = new OnnxTensor(NewName("const"), element, shape, data);
        Constants.Add(constant);
        return constant.Name;
    }
}
