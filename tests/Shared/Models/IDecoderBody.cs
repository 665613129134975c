using Eval.Models.Onnx.Writing;

namespace Eval.Testing.Models;

/// <summary>The nodes between a decoder's inputs and outputs.</summary>
internal interface IDecoderBody
{
    /// <param name="graph">Where the nodes go.</param>
    /// <param name="hasCache">Whether past key values are read.</param>
    void Add(OnnxGraph graph, bool hasCache);
}
