using System.Security.Cryptography;
using System.Text;

namespace Eval.Core.Results;

/// <summary>Names of samples files: <c>&lt;model-slug&gt;-&lt;hash6&gt;__&lt;benchmark&gt;@&lt;protocol&gt;.jsonl</c>.</summary>
public static class SampleFileName
{
    private const int LongestSlug = 60;
    private const string Extension = ".jsonl";

    /// <summary>The file of one model under one protocol. The hash is of the model's name, so that names with equal slugs keep apart.</summary>
    public static string For(string model, string benchmark, string protocol)
    {
        ArgumentException.ThrowIfNullOrEmpty(model);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(model)))[..6];
        return $"{Slug(model)}-{hash}__{benchmark}@{protocol}{Extension}";
    }

    /// <summary>The file a shard writes: <c>.shard-I-of-N</c> goes before the extension.</summary>
    /// <param name="file">A name made by <see cref="For"/>.</param>
    /// <param name="shardSuffix">E.g. <c>.shard-1-of-4</c>; null or empty for an unsharded run.</param>
    public static string WithShard(string file, string? shardSuffix) =>
        Path.GetFileNameWithoutExtension(file) + shardSuffix + Extension;

    /// <summary>Glob of every shard's file of a task.</summary>
    internal static string ShardPattern(string file) => Path.GetFileNameWithoutExtension(file) + ".shard-*-of-*" + Extension;

    private static string Slug(string model)
    {
        var slug = new StringBuilder(model.Length);
        foreach (var character in model)
        {
            if (char.IsAsciiLetterOrDigit(character) || character is '.' or '_')
            {
                slug.Append(char.ToLowerInvariant(character));
            }
            else if (slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        var text = slug.ToString().Trim('-', '.');
        return text.Length switch
        {
            0 => "model",
            > LongestSlug => text[..LongestSlug].TrimEnd('-', '.'),
            _ => text,
        };
    }
}
