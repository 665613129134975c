using Eval.Benchmarks.Reading;
using Eval.Core.Datasets;
using Eval.Core.Prompts;

namespace Eval.Benchmarks.Gsm8k;

/// <summary>Worked examples that a protocol fixes. They are upstream's texts, so they are data beside the questions, never source code.</summary>
internal static class Exemplars
{
    /// <summary>Question and worked solution of <c>cot_8shot.jsonl</c> (Wei et al. 2022), in file order.</summary>
    public static IReadOnlyList<(string Question, string Solution)> ReadCot(BenchmarkData data) =>
        ReadLines(data, "cot_8shot.jsonl", (file, line) => (file.Text(line, "question") ?? "", file.Text(line, "target") ?? ""));

    /// <summary>The turns of OpenCompass' four worked examples, in file order.</summary>
    public static IReadOnlyList<ChatMessage> ReadOpenCompassTurns(BenchmarkData data) =>
        ReadLines(data, "opencompass_4shot.jsonl", (file, line) => new ChatMessage(ReadRole(file, line), file.Text(line, "content") ?? ""));

    /// <summary>Qwen's prompt file as one text.</summary>
    public static string ReadQwenPrompt(BenchmarkData data) => File.ReadAllText(FindFile(data, "qwen_gsm8k_prompt.txt"));

    private static IReadOnlyList<T> ReadLines<T>(BenchmarkData data, string name, Func<JsonLinesFile, JsonLine, T> read)
    {
        var path = FindFile(data, name);
        var problems = new List<string>();
        var file = JsonLinesFile.Read(path, problems);
        var rows = file.Lines.Select(line => read(file, line)).ToList();
        return problems.Count == 0 ? rows : throw new DatasetException($"The exemplar file {path} is broken.", problems);
    }

    private static ChatRole ReadRole(JsonLinesFile file, JsonLine line)
    {
        switch (file.Text(line, "role"))
        {
            case "user":
                return ChatRole.User;
            case "assistant":
                return ChatRole.Assistant;
            case var other:
                file.Report(line, $"\"{other}\" is not a role; user and assistant are");
                return ChatRole.User;
        }
    }

    private static string FindFile(BenchmarkData data, string name)
    {
        var path = Path.Combine(data.Folder, "exemplars", name);
        return File.Exists(path)
            ? path
            : throw new DatasetException($"The worked examples of this protocol are missing: {path}. Get them with `dotnet eval datasets pull gsm8k`, or choose gsm8k@chat, which needs none.", []);
    }
}
