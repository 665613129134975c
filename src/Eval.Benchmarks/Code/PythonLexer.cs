namespace Eval.Benchmarks.Code;

/// <summary>Just enough of Python's tokenizer to find logical lines: strings, comments, brackets, line joining. Never fails on any text.</summary>
internal static class PythonLexer
{
    /// <summary>The logical lines from one physical line on, without blank and comment lines.</summary>
    public static IEnumerable<LogicalLine> Read(IReadOnlyList<string> lines, int start)
    {
        for (var i = start; i < lines.Count;)
        {
            var text = lines[i].AsSpan().TrimStart();
            if (text.IsEmpty || text[0] == '#')
            {
                i++;
                continue;
            }

            var line = ReadOne(lines, i);
            yield return line;
            i = line.Last + 1;
        }
    }

    /// <summary>Columns before the first character; tabs count as four.</summary>
    public static int Indentation(string line)
    {
        var columns = 0;
        foreach (var character in line)
        {
            if (character is not (' ' or '\t'))
            {
                break;
            }

            columns += character == '\t' ? 4 : 1;
        }

        return columns;
    }

    private static LogicalLine ReadOne(IReadOnlyList<string> lines, int first)
    {
        var stringLines = new HashSet<int>();
        var depth = 0;
        string? delimiter = null;
        var last = '\0';
        var i = first;
        for (; ; i++)
        {
            var joins = ReadPhysical(lines[i], ref delimiter, ref depth, ref last);
            if ((!joins && delimiter is null && depth <= 0) || i + 1 == lines.Count)
            {
                break;
            }

            if (delimiter is not null)
            {
                stringLines.Add(i + 1);
            }
        }

        return new LogicalLine(first, i, Indentation(lines[first]), last == ':', stringLines);
    }

    // Returns whether a backslash joins the next line.
    private static bool ReadPhysical(string line, ref string? delimiter, ref int depth, ref char last)
    {
        for (var i = 0; i < line.Length; i++)
        {
            if (delimiter is not null)
            {
                if (line[i] == '\\')
                {
                    i++;
                }
                else if (line.AsSpan(i).StartsWith(delimiter))
                {
                    i += delimiter.Length - 1;
                    delimiter = null;
                    last = '"';
                }

                continue;
            }

            switch (line[i])
            {
                case '#':
                    return false;
                case '\\' when i == line.Length - 1:
                    return true;
                case '"' or '\'':
                    var triple = line.AsSpan(i).StartsWith("\"\"\"") || line.AsSpan(i).StartsWith("'''");
                    delimiter = triple ? line.Substring(i, 3) : line.Substring(i, 1);
                    i += delimiter.Length - 1;
                    break;
                case '(' or '[' or '{':
                    depth++;
                    last = line[i];
                    break;
                case ')' or ']' or '}':
                    depth--;
                    last = line[i];
                    break;
                case ' ' or '\t':
                    break;
                default:
                    last = line[i];
                    break;
            }
        }

        // A quote that its line does not close is an apostrophe or a mistake, never a string over several lines.
        delimiter = delimiter is { Length: 3 } ? delimiter : null;
        return false;
    }
}
