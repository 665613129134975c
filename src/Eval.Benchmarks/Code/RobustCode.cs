namespace Eval.Benchmarks.Code;

/// <summary>Our own way from a chat answer to a program: a fenced block with the function, else the function among prose, else a fenced or bare body behind the prompt's header, else the text as it is.</summary>
internal static class RobustCode
{
    /// <param name="prompt">The header the model was given: imports, helpers, signature, docstring.</param>
    /// <param name="entryPoint">Name of the function asked for.</param>
    /// <param name="text">The answer.</param>
    public static CodeReading Read(string prompt, string entryPoint, string text)
    {
        var lines = SplitLines(text);
        var preamble = Preamble(prompt, entryPoint);
        var blocks = FencedBlock.Find(lines);
        if (blocks is [{ IsClosed: false, HasText: false }])
        {
            // The opening fence was in the prompt or got lost: the only one closes the code before it.
            lines = lines[..lines.FindIndex(FencedBlock.IsOpening)];
            blocks = [];
        }

        var block = blocks.LastOrDefault(candidate => PythonFunction.HasBody(candidate.Lines, entryPoint));
        if (block is not null)
        {
            var program = PythonFunction.Outdent(block.Lines, entryPoint);
            return new CodeReading(Join([preamble, .. MissingHelpers(blocks, block, prompt), Text(program)]), "fenced-function", block.IsClosed);
        }

        var prose = blocks.Count == 0 ? PythonFunction.Outdent(lines, entryPoint) : lines;
        if (blocks.Count == 0 && PythonFunction.HasBody(prose, entryPoint))
        {
            var module = PythonFunction.ExtractModule(prose);
            return PythonFunction.HasBody(module, entryPoint)
                ? new CodeReading(Join([preamble, Text(module)]), "function")
                : new CodeReading(Join([preamble, Text(prose)]), "whole-text");
        }

        if (blocks.Count > 0)
        {
            return ReadFencedBody(prompt, entryPoint, blocks);
        }

        return PythonBody.Read(lines, out var isConsistent) is { } body
            ? new CodeReading(prompt + (isConsistent ? body : text), isConsistent ? "body" : "whole-text")
            : new CodeReading(null, "none");
    }

    /// <summary>The prompt before the function's own header: imports and helper functions, which a whole function in the answer may leave out.</summary>
    public static string Preamble(string prompt, string entryPoint)
    {
        var lines = SplitLines(prompt);
        var header = lines.FindLastIndex(line => PythonShapes.Defines(line, entryPoint));
        return header <= 0 ? "" : Text(lines.Take(header));
    }

    private static CodeReading ReadFencedBody(string prompt, string entryPoint, IReadOnlyList<FencedBlock> blocks)
    {
        var bodies = blocks.Where(block => !PythonFunction.IsDefined(block.Lines, entryPoint)).ToList();
        var body = bodies.Find(block => block.Lines.Any(ReturnsOrYields)) ?? (bodies.Count > 0 ? bodies[0] : blocks[0]);
        var isStub = PythonFunction.IsDefined(body.Lines, entryPoint);
        if (isStub || PythonBody.Read(body.Lines, out var isConsistent) is not { } text)
        {
            // A stub is all there is, or the block holds no Python: it runs and fails as what it is.
            return new CodeReading(isStub ? body.Text : prompt + body.Text, "fenced-text", body.IsClosed);
        }

        return new CodeReading(prompt + text, isConsistent ? "fenced-body" : "fenced-text", body.IsClosed);
    }

    private static bool ReturnsOrYields(string line)
    {
        var text = line.AsSpan().TrimStart();
        return text.StartsWith("return") || text.StartsWith("yield");
    }

    // A helper that the answer put into a block of its own.
    private static IEnumerable<string> MissingHelpers(IReadOnlyList<FencedBlock> blocks, FencedBlock chosen, string prompt)
    {
        var text = chosen.Text;
        foreach (var block in blocks.TakeWhile(block => block != chosen))
        {
            var names = block.Lines.Select(PythonShapes.DefinedName).OfType<string>().ToList();
            var isNeeded = names.Exists(name => text.Contains(name + "(", StringComparison.Ordinal)
                && !PythonFunction.IsDefined(chosen.Lines, name)
                && !PythonFunction.IsDefined(SplitLines(prompt), name));
            if (isNeeded)
            {
                yield return Text(PythonFunction.ExtractModule(block.Lines));
            }
        }
    }

    private static string Join(IEnumerable<string> parts) => string.Join('\n', parts.Where(part => part.Length > 0));

    private static string Text(IEnumerable<string> lines) => string.Join('\n', lines) + "\n";

    private static List<string> SplitLines(string text) =>
        [.. text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n')];
}
