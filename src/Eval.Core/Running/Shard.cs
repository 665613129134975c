using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Eval.Core.Running;

/// <summary>One of N parts of a run. Which part a sample belongs to depends on its id alone.</summary>
/// <param name="Index">From 1 to <paramref name="Count"/>.</param>
/// <param name="Count">Number of parts.</param>
public sealed record Shard(int Index, int Count)
{
    /// <summary>Part of the samples file's name.</summary>
    public string FileSuffix => string.Create(CultureInfo.InvariantCulture, $".shard-{Index}-of-{Count}");

    /// <summary>Whether this part holds the sample.</summary>
    public bool Owns(string sampleId)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(sampleId));
        var number = System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(hash);
        return (int)(number % (ulong)Count) == Index - 1;
    }
}
