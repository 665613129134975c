namespace Eval.Testing.FakeServer;

/// <summary>One request as it came in.</summary>
internal sealed record FakeRequest(string Method, string Path, string? Authorization, ReadOnlyMemory<byte> Body);
