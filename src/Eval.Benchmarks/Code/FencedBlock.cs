namespace Eval.Benchmarks.Code;

/// <summary>A markdown code block.</summary>
/// <param name="Lines">Its lines, without the indentation of the fence.</param>
/// <param name="IsClosed">False where the text ended before the closing fence.</param>
internal sealed record FencedBlock(IReadOnlyList<string> Lines, bool IsClosed)
{
    public string Text => string.Join('\n', Lines) + "\n";

    public bool HasText => Lines.Any(line => !string.IsNullOrWhiteSpace(line));

    /// <summary>Whether a line outside a block opens one.</summary>
    public static bool IsOpening(string line) => FindOpening(line) is not null;

    /// <summary>All blocks of a text, in order. A fence may stand behind prose on its line and close at the end of a code line.</summary>
    public static IReadOnlyList<FencedBlock> Find(IReadOnlyList<string> lines)
    {
        var blocks = new List<FencedBlock>();
        List<string>? content = null;
        var fence = "";
        var indentation = 0;
        foreach (var line in lines)
        {
            if (content is null)
            {
                if (FindOpening(line) is var (mark, column))
                {
                    (content, fence, indentation) = ([], mark, Math.Min(column, line.Length - line.TrimStart().Length));
                }

                continue;
            }

            var trimmed = line.AsSpan().Trim();
            if (trimmed.StartsWith(fence, StringComparison.Ordinal) || trimmed.EndsWith(fence, StringComparison.Ordinal))
            {
                var rest = line[..line.LastIndexOf(fence, StringComparison.Ordinal)];
                if (!string.IsNullOrWhiteSpace(rest) && !trimmed.StartsWith(fence, StringComparison.Ordinal))
                {
                    content.Add(Outdent(rest, indentation));
                }

                blocks.Add(new FencedBlock(content, IsClosed: true));
                content = null;
                continue;
            }

            content.Add(Outdent(line, indentation));
        }

        if (content is not null)
        {
            blocks.Add(new FencedBlock(content, IsClosed: false));
        }

        return blocks;
    }

    private static (string Mark, int Column)? FindOpening(string line)
    {
        foreach (var mark in (ReadOnlySpan<string>)["```", "~~~"])
        {
            var column = line.IndexOf(mark, StringComparison.Ordinal);
            if (column < 0)
            {
                continue;
            }

            var information = line.AsSpan(column).TrimStart(mark[0]).Trim();
            if (information.Length <= 40 && !information.Contains(mark[0]) && !information.Contains('('))
            {
                return (mark, column);
            }
        }

        return null;
    }

    private static string Outdent(string line, int columns)
    {
        var i = 0;
        while (i < columns && i < line.Length && line[i] == ' ')
        {
            i++;
        }

        return line[i..];
    }
}
