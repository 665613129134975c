using System.IO.Compression;
using System.Text.Json;
using Eval.Core.Scoring;
using Eval.Testing;

namespace Eval.IntegrationTests.Sandbox;

/// <summary>The 164 tasks of HumanEval with their reference solutions, as requests.</summary>
internal static class HumanEvalRequests
{
    public static IReadOnlyList<(string Id, SandboxRequest Request)> Read()
    {
        using var file = File.OpenRead(TestPaths.Shared("datasets", "humaneval", "HumanEval.jsonl.gz"));
        using var reader = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        var requests = new List<(string, SandboxRequest)>();
        while (reader.ReadLine() is { Length: > 0 } line)
        {
            using var task = JsonDocument.Parse(line);
            string Text(string name) => task.RootElement.GetProperty(name).GetString()!;
            requests.Add((Text("task_id"), new SandboxRequest
            {
                Language = "python",
                Program = Text("prompt") + Text("canonical_solution"),
                Prelude = Text("prompt"),
                Exports = [Text("entry_point")],
                Tests = Text("test"),
                Invocation = $"check({Text("entry_point")})",
            }));
        }

        return requests;
    }
}
