using System.Security.Cryptography;
using System.Text;
using Eval.Core.Datasets;
using Eval.Core.Prompts;

namespace Eval.Hosting.Planning;

/// <summary>Digest of every prompt a protocol sends.</summary>
public static class PromptSet
{
    /// <summary>SHA-256 over the prompts' UTF-8 bytes joined by one NUL byte, in the given order; lower-case hex.</summary>
    public static string ComputeSha256(IProtocol protocol, IEnumerable<Sample> samples)
    {
        ArgumentNullException.ThrowIfNull(protocol);
        ArgumentNullException.ThrowIfNull(samples);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[16 * 1024];
        var isFirst = true;
        foreach (var sample in samples)
        {
            if (!isFirst)
            {
                hash.AppendData([0]);
            }

            isFirst = false;
            Append(hash, protocol.Render(sample), ref buffer);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, Prompt prompt, ref byte[] buffer)
    {
        if (prompt.Parts is not { } parts)
        {
            AppendText(hash, prompt.CanonicalText, ref buffer);
            return;
        }

        AppendText(hash, parts.Header, ref buffer);
        foreach (var shot in parts.Shots)
        {
            AppendText(hash, shot, ref buffer);
        }

        AppendText(hash, parts.Question, ref buffer);
    }

    private static void AppendText(IncrementalHash hash, string text, ref byte[] buffer)
    {
        var size = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (buffer.Length < size)
        {
            buffer = new byte[size];
        }

        hash.AppendData(buffer, 0, Encoding.UTF8.GetBytes(text, buffer));
    }
}
