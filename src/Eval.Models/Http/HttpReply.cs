using System.Net.Http.Headers;
using System.Runtime.InteropServices;

namespace Eval.Models.Http;

/// <summary>A successful answer, read to its end.</summary>
/// <param name="Body">Whole body, decompressed.</param>
/// <param name="Elapsed">From sending to the last byte.</param>
/// <param name="Headers">Response headers, e.g. for rate limits.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct HttpReply(ReadOnlyMemory<byte> Body, TimeSpan Elapsed, HttpResponseHeaders Headers);
