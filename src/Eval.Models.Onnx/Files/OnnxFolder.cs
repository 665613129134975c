namespace Eval.Models.Onnx.Files;

/// <summary>Where the parts of a model lie on disk.</summary>
/// <param name="Folder">Folder with <c>config.json</c> and the tokenizer.</param>
/// <param name="ModelFile">The graph.</param>
public sealed record OnnxFolder(string Folder, string ModelFile)
{
    private static readonly string[] Places = ["", "onnx"];

    // As Optimum names them over the years; a quantised file is taken only when there is no other.
    private static readonly string[] Names =
    [
        "model.onnx", "decoder_model_merged.onnx", "model_fp16.onnx", "model_int8.onnx", "model_quantized.onnx", "model_uint8.onnx", "model_q8.onnx",
        "model_q4f16.onnx", "model_q4.onnx", "model_bnb4.onnx", "decoder_model_merged_quantized.onnx", "decoder_with_past_model.onnx", "decoder_model.onnx",
    ];

    /// <param name="path">A model folder, or an <c>.onnx</c> file in one.</param>
    /// <param name="file">Name of the file below the folder; null for the usual names.</param>
    /// <param name="problem">Why nothing was found.</param>
    public static OnnxFolder? Find(string path, string? file, out string? problem)
    {
        problem = null;
        if (File.Exists(path) && path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase))
        {
            return new OnnxFolder(FolderOf(path), Path.GetFullPath(path));
        }

        if (!Directory.Exists(path))
        {
            problem = $"{path} is neither a folder nor an .onnx file";
            return null;
        }

        List<string> candidates = file is not null ? [Path.Combine(path, file)] : [.. Names.SelectMany(name => Places.Select(place => Path.Combine(path, place, name)))];
        if (candidates.Find(File.Exists) is { } found)
        {
            return new OnnxFolder(Path.GetFullPath(path), Path.GetFullPath(found));
        }

        problem = file is not null
            ? $"{path} holds no {file}"
            : $"{path} holds no model.onnx or decoder_model_merged.onnx; name the file with file=NAME, or export the model with: optimum-cli export onnx --task text-generation-with-past";
        return null;
    }

    // A graph in a folder "onnx" has its configuration one folder up.
    private static string FolderOf(string model)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(model))!;
        var parent = Path.GetDirectoryName(folder);
        return !File.Exists(Path.Combine(folder, "config.json")) && parent is not null && File.Exists(Path.Combine(parent, "config.json")) ? parent : folder;
    }
}
