namespace Eval.Benchmarks.Code;

/// <summary>Finds whole functions in lines of text.</summary>
internal static class PythonFunction
{
    /// <summary>Whether the lines define the function with a body that does something; a signature with its docstring alone is a stub.</summary>
    public static bool HasBody(IReadOnlyList<string> lines, string name)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            if (PythonShapes.Defines(lines[i], name) && HasBodyAt(lines, i))
            {
                return true;
            }
        }

        return false;
    }

    public static bool IsDefined(IEnumerable<string> lines, string name) => lines.Any(line => PythonShapes.Defines(line, name));

    /// <summary>The imports, definitions and constants among prose, each with the lines it owns.</summary>
    public static IReadOnlyList<string> ExtractModule(IReadOnlyList<string> lines)
    {
        var module = new List<string>();
        for (var i = 0; i < lines.Count;)
        {
            if (!PythonShapes.StartsDefinition(lines[i]))
            {
                i++;
                continue;
            }

            var end = EndOfDefinition(lines, i);
            for (; i < end; i++)
            {
                module.Add(lines[i]);
            }
        }

        return module;
    }

    /// <summary>Takes the indentation of a whole program away, where its definition of the function is indented.</summary>
    public static IReadOnlyList<string> Outdent(IReadOnlyList<string> lines, string name)
    {
        var definition = lines.FirstOrDefault(line => PythonShapes.Defines(line, name)) ?? "";
        var columns = definition.Length - definition.TrimStart().Length;
        var isCommon = columns > 0 && lines.All(line => string.IsNullOrWhiteSpace(line) || line.Length - line.TrimStart().Length >= columns);
        return isCommon ? [.. lines.Select(line => line.Length > columns ? line[columns..] : "")] : lines;
    }

    private static bool HasBodyAt(IReadOnlyList<string> lines, int definition)
    {
        var indentation = PythonLexer.Indentation(lines[definition]);
        var isHeader = true;
        foreach (var line in PythonLexer.Read(lines, definition))
        {
            if (isHeader)
            {
                isHeader = false;
                if (!line.OpensBlock)
                {
                    return true;
                }

                continue;
            }

            if (line.Indentation <= indentation)
            {
                return false;
            }

            var text = lines[line.First].Trim();
            if (text is not ("pass" or "..." or "…") && text[0] is not ('"' or '\'') && !text.StartsWith("r\"\"\"", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    // A decorator owns the definition below it; a definition owns the indented lines; all else is one logical line.
    private static int EndOfDefinition(IReadOnlyList<string> lines, int start)
    {
        var end = start;
        var takesDefinition = false;
        foreach (var line in PythonLexer.Read(lines, start))
        {
            var isFirst = line.First == start;
            if (!isFirst && !takesDefinition && line.Indentation == 0)
            {
                break;
            }

            end = line.Last + 1;
            if (line.Indentation == 0)
            {
                takesDefinition = lines[line.First][0] == '@';
                if (!PythonShapes.StartsBlock(lines[line.First]))
                {
                    break;
                }
            }
        }

        return end;
    }
}
