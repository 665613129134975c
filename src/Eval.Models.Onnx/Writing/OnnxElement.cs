namespace Eval.Models.Onnx.Writing;

/// <summary>Element types with their numbers in onnx.proto.</summary>
internal enum OnnxElement
{
    Float = 1,
    UInt8 = 2,
    Int8 = 3,
    Int32 = 6,
    Int64 = 7,
    Bool = 9,
    Float16 = 10,
    BFloat16 = 16,
}
