namespace Eval.Models.Onnx.Files;

/// <summary>What an <c>.onnx</c> file says of itself without loading its weights: operators used and files its weights lie in.</summary>
/// <param name="Operators">Operator names, sub-graphs included.</param>
/// <param name="ExternalFiles">Names of weight files beside the model, in ordinal order.</param>
public sealed record OnnxGraphFile(IReadOnlySet<string> Operators, IReadOnlyList<string> ExternalFiles)
{
    /// <exception cref="InvalidDataException">The file is no ONNX model.</exception>
    public static OnnxGraphFile Read(string path) => new OnnxGraphReader().Read(path);
}
