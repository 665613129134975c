namespace Eval.Benchmarks.Code;

/// <summary>Reads the body of a function whose header the prompt holds, and gives it the indentation the header needs.</summary>
internal static class PythonBody
{
    private const int Columns = 4;

    /// <summary>The body indented by four; null when no line looks like Python. Prose before and after is dropped.</summary>
    /// <param name="lines">The text's lines.</param>
    /// <param name="isConsistent">False where no indentation makes sense of the lines, which are then given as they came.</param>
    public static string? Read(IReadOnlyList<string> lines, out bool isConsistent)
    {
        isConsistent = true;
        var start = FirstStatement(lines);
        if (start < 0)
        {
            return null;
        }

        var logical = Take(lines, start);
        var indentations = logical.Select(line => line.Indentation).ToArray();
        var end = logical[^1].Last + 1;
        if (IsValid(indentations, logical))
        {
            return Shift(lines, logical, start, end, Columns - indentations[0], firstShift: Columns - indentations[0]);
        }

        // Trimming by the model or its server took the first line's indentation and left the others theirs.
        var first = indentations[0];
        indentations[0] = indentations.Skip(1).DefaultIfEmpty(first).Min();
        if (IsValid(indentations, logical))
        {
            return Shift(lines, logical, start, end, Columns - indentations[0], firstShift: Columns - first);
        }

        isConsistent = false;
        return string.Join('\n', lines) + "\n";
    }

    private static int FirstStatement(IReadOnlyList<string> lines)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            if (PythonShapes.IsStatement(lines[i]) || IsDocstring(lines[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool IsDocstring(string line) => line.AsSpan().TrimStart().StartsWith("\"\"\"") || line.AsSpan().TrimStart().StartsWith("'''");

    // Ends where prose begins: a line no deeper than the first that does not look like Python.
    private static List<LogicalLine> Take(IReadOnlyList<string> lines, int start)
    {
        var taken = new List<LogicalLine>();
        foreach (var line in PythonLexer.Read(lines, start))
        {
            if (taken.Count > 0 && line.Indentation <= taken[0].Indentation && !PythonShapes.IsStatement(lines[line.First]) && !IsDocstring(lines[line.First]))
            {
                break;
            }

            taken.Add(line);
        }

        return taken;
    }

    private static bool IsValid(int[] indentations, List<LogicalLine> lines)
    {
        var open = new Stack<int>([indentations[0]]);
        for (var i = 1; i < lines.Count; i++)
        {
            if (lines[i - 1].OpensBlock)
            {
                if (indentations[i] <= open.Peek())
                {
                    return false;
                }

                open.Push(indentations[i]);
                continue;
            }

            while (open.Count > 1 && open.Peek() > indentations[i])
            {
                open.Pop();
            }

            if (open.Peek() != indentations[i])
            {
                return false;
            }
        }

        return true;
    }

    private static string Shift(IReadOnlyList<string> lines, List<LogicalLine> logical, int start, int end, int shift, int firstShift)
    {
        var fixedLines = logical.SelectMany(line => line.StringLines).ToHashSet();
        var output = new List<string>();
        for (var i = start; i < end; i++)
        {
            output.Add(fixedLines.Contains(i) ? lines[i] : Indent(lines[i], i == start ? firstShift : shift));
        }

        return string.Join('\n', output) + "\n";
    }

    private static string Indent(string line, int shift)
    {
        var text = line.TrimStart(' ', '\t');
        return text.Length == 0 ? "" : new string(' ', Math.Max(0, PythonLexer.Indentation(line) + shift)) + text;
    }
}
