using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Eval.Core.Models;
using Eval.Core.Prompts;

namespace Eval.Models.Caching;

/// <summary>Key of a cached answer: SHA-256 over format version, model fingerprint, the full request and the repeat, each part with its length before it.</summary>
internal sealed class CacheKey
{
    private const int FormatVersion = 1;
    private const int LargestKept = 1024 * 1024;

    [ThreadStatic]
    private static CacheKey? _kept;

    private readonly ArrayBufferWriter<byte> _parts = new(4096);

    public static byte[] Of(string fingerprint, ModelRequest request)
    {
        var key = Begin();
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
        return key.End();
    }

    public static byte[] Of(string fingerprint, ContinuationRequest request)
    {
        var key = Begin();
        key.Add(FormatVersion);
        key.Add("score");
        key.Add(fingerprint);
        key.Add(request.Prompt);
        key.Add(request.Truncation);
        key.Add(request.Metadata.Repeat);
        return key.End();
    }

    private static CacheKey Begin()
    {
        var key = _kept ?? new CacheKey();
        key._parts.ResetWrittenCount();
        return key;
    }

    private byte[] End()
    {
        _kept = _parts.Capacity <= LargestKept ? this : null;
        return SHA256.HashData(_parts.WrittenSpan);
    }

    private void Add(Prompt prompt)
    {
        if (prompt.Parts is { } parts)
        {
            Add(parts.Header);
            Add(parts.Shots);
            Add(parts.Question);
        }

        Add(prompt.Messages.Count);
        for (var i = 0; i < prompt.Messages.Count; i++)
        {
            Add((int)prompt.Messages[i].Role);
            Add(prompt.Messages[i].Content);
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
            Encoding.UTF8.GetBytes(text, _parts);
        }
    }

    private void Add(double? number)
    {
        Add(number is null ? 0 : 1);
        BinaryPrimitives.WriteDoubleLittleEndian(_parts.GetSpan(8), number ?? 0);
        _parts.Advance(8);
    }

    private void Add(long? number)
    {
        Add(number is null ? 0 : 1);
        BinaryPrimitives.WriteInt64LittleEndian(_parts.GetSpan(8), number ?? 0);
        _parts.Advance(8);
    }

    private void Add(int number)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_parts.GetSpan(4), number);
        _parts.Advance(4);
    }
}
