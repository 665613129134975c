using System.Text.Json;

namespace Eval.Hosting.Datasets.Downloads;

/// <summary>The part of a file that has arrived, and beside it what proves that the rest belongs to the same file.</summary>
internal sealed class PartialFile(string path)
{
    private string StampPath => path + ".json";

    public string Path => path;

    public long Length => File.Exists(path) ? new FileInfo(path).Length : 0;

    /// <summary>What the server said of the file when the part was begun; null where nothing can be continued.</summary>
    public PartialStamp? ReadStamp(Uri url)
    {
        if (Length == 0 || !File.Exists(StampPath))
        {
            return null;
        }

        try
        {
            var stamp = JsonSerializer.Deserialize(File.ReadAllBytes(StampPath), DownloadJsonContext.Default.PartialStamp);
            return stamp is { Validator.Length: > 0 } && stamp.Url == url.AbsoluteUri && (stamp.Length is null || stamp.Length >= Length) ? stamp : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Begins anew: what was there is dropped.</summary>
    public FileStream Begin(PartialStamp stamp)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        Drop();
        File.WriteAllBytes(StampPath, JsonSerializer.SerializeToUtf8Bytes(stamp, DownloadJsonContext.Default.PartialStamp));
        return new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read);
    }

    public FileStream Continue() => new(path, FileMode.Append, FileAccess.Write, FileShare.Read);

    public void Drop()
    {
        File.Delete(path);
        File.Delete(StampPath);
    }

    /// <summary>Moves the whole file to its place.</summary>
    public void Finish(string target)
    {
        File.Move(path, target, overwrite: true);
        File.Delete(StampPath);
    }
}
