using System.Security.Cryptography;
using System.Text;
using Eval.Core.Results;

namespace Eval.Core.Prompts;

/// <summary>What one sample becomes under one protocol: raw text or chat turns, and the continuations to score where the protocol scores them.</summary>
public sealed record Prompt
{
    /// <summary>Raw text prompt in its pieces; null for a chat prompt.</summary>
    public PromptParts? Parts { get; init; }

    /// <summary>Chat turns; empty for a raw prompt.</summary>
    public IReadOnlyList<ChatMessage> Messages { get; init; } = [];

    /// <summary>Text the assistant's turn begins with (prefill); null where there is none.</summary>
    public string? AssistantPrefix { get; init; }

    /// <summary>Continuations whose log-probabilities decide, in option order (<c>" A"</c>…<c>" D"</c>); empty for generation.</summary>
    public IReadOnlyList<string> Continuations { get; init; } = [];

    public bool IsChat => Messages.Count > 0;

    /// <summary>How often an API reads the prompt at most: once for each scored continuation; once for a chat, where the likeliest first tokens come with one answer.</summary>
    public int Readings => IsChat ? 1 : Math.Max(1, Continuations.Count);

    /// <summary>Text that is hashed: the raw prompt, or the canonical JSON of the turns (see <see cref="CanonicalChat"/>).</summary>
    public string CanonicalText => Parts is { } parts ? parts.Join() : CanonicalChat.Write(Messages, AssistantPrefix);

    /// <summary>SHA-256 over the UTF-8 bytes of <see cref="CanonicalText"/>, lower-case hex.</summary>
    public string ComputeSha256()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        if (Parts is { } parts)
        {
            SHA256.HashData(Encoding.UTF8.GetBytes(parts.Join()), hash);
        }
        else
        {
            using var buffer = JsonBuffer.Rent();
            CanonicalChat.WriteTo(buffer.Json, Messages, AssistantPrefix);
            SHA256.HashData(buffer.Written(), hash);
        }

        return Convert.ToHexStringLower(hash);
    }
}
