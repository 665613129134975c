using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Eval.Core.Models;
using Eval.Core.Prompts;

namespace Eval.Models.Caching;

/// <summary>Key of a cached answer: SHA-256 over format version, model fingerprint, the full request and the repeat, each part with its length before it.</summary>
internal sealed class CacheKey : IDisposable
{
    private const int FormatVersion = 1;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public static byte[] Of(string fingerprint, ModelRequest request)
    {
        using var key = new CacheKey();
        key.Add(FormatVersion);
        key.Add("generate");
        key.Add(fingerprint);
        key.Add(request.Prompt);
        key.Add(request.Stop);
        key.Add(request.MaxTokens);
        key.Add(request.Temperature);
        key.Add(request.TopP);
        key.Add(request.Seed);
        key.Add(request.Truncation);
        key.Add(request.Metadata.Repeat);
        return key._hash.GetHashAndReset();
    }

    public static byte[] Of(string fingerprint, ContinuationRequest request)
    {
        using var key = new CacheKey();
        key.Add(FormatVersion);
        key.Add("score");
        key.Add(fingerprint);
        key.Add(request.Prompt);
        key.Add(request.Truncation);
        key.Add(request.Metadata.Repeat);
        return key._hash.GetHashAndReset();
    }

    public void Dispose() => _hash.Dispose();

    private void Add(Prompt prompt)
    {
        if (prompt.Parts is { } parts)
        {
            Add(parts.Header);
            Add(parts.Shots);
            Add(parts.Question);
        }

        Add(prompt.Messages.Count);
        foreach (var message in prompt.Messages)
        {
            Add((int)message.Role);
            Add(message.Content);
        }

        Add(prompt.AssistantPrefix);
        Add(prompt.Continuations);
    }

    private void Add(Truncation truncation)
    {
        Add((int)truncation.Rule);
        Add((long?)truncation.MaxTokens);
    }

    private void Add(IReadOnlyList<string> texts)
    {
        Add(texts.Count);
        foreach (var text in texts)
        {
            Add(text);
        }
    }

    private void Add(string? text)
    {
        Add(text?.Length ?? -1);
        if (text is not null)
        {
            _hash.AppendData(Encoding.UTF8.GetBytes(text));
        }
    }

    private void Add(double? number)
    {
        Add(number is null ? 0 : 1);
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, number ?? 0);
        _hash.AppendData(bytes);
    }

    private void Add(long? number)
    {
        Add(number is null ? 0 : 1);
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number ?? 0);
        _hash.AppendData(bytes);
    }

    private void Add(int number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        _hash.AppendData(bytes);
    }
}
