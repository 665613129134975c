namespace Eval.Models.Baselines;

/// <summary>Reads the parameter names of the last function that a piece of Python begins.</summary>
internal static class PythonHeader
{
    /// <summary>Names in order, without annotations and defaults; empty when there is no function.</summary>
    public static IReadOnlyList<string> Parameters(string source)
    {
        var start = source.LastIndexOf("def ", StringComparison.Ordinal);
        var open = start < 0 ? -1 : source.IndexOf('(', start);
        if (open < 0)
        {
            return [];
        }

        var names = new List<string>();
        var depth = 0;
        var from = open + 1;
        for (var i = open; i < source.Length; i++)
        {
            depth += source[i] is '(' or '[' or '{' ? 1 : source[i] is ')' or ']' or '}' ? -1 : 0;
            if (depth == 0 || (depth == 1 && source[i] == ','))
            {
                var name = source[from..i].Split(':', '=')[0].Trim().TrimStart('*');
                if (name.Length > 0)
                {
                    names.Add(name);
                }

                from = i + 1;
            }

            if (depth == 0)
            {
                break;
            }
        }

        return names;
    }
}
