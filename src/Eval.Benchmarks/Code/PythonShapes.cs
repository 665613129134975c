using System.Text.RegularExpressions;

namespace Eval.Benchmarks.Code;

/// <summary>Tells lines of Python from lines of prose by their shape; there is no Python here to ask.</summary>
internal static partial class PythonShapes
{
    /// <summary>Whether a line begins the definition of a function by this name.</summary>
    public static bool Defines(string line, string name)
    {
        var text = line.AsSpan().TrimStart();
        text = text.StartsWith("async ") ? text[6..].TrimStart() : text;
        if (!text.StartsWith("def ") && !text.StartsWith("def\t"))
        {
            return false;
        }

        text = text[4..].TrimStart();
        return text.StartsWith(name, StringComparison.Ordinal) && text[name.Length..].TrimStart() is ['(', ..];
    }

    /// <summary>Whether an unindented line begins something that belongs to a module: an import, a definition, a decorator, a constant.</summary>
    public static bool StartsDefinition(string line) => Definition().IsMatch(line) || Import().IsMatch(line) || Constant().IsMatch(line);

    /// <summary>Whether the line begins a definition that owns the indented lines below it.</summary>
    public static bool StartsBlock(string line) => Definition().IsMatch(line);

    /// <summary>Whether a line could be a Python statement.</summary>
    public static bool IsStatement(string line)
    {
        var text = line.AsSpan().Trim();
        return Simple().IsMatch(text) || Compound().IsMatch(text) || Assignment().IsMatch(text) || Call().IsMatch(text) || Import().IsMatch(text);
    }

    /// <summary>Name that a top-level line defines; null when it defines none.</summary>
    public static string? DefinedName(string line) => DefinitionName().Match(line) is { Success: true } match ? match.Groups[1].Value : null;

    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"^(?:def\s|async\s+def\s|class\s+\w+\s*[:(]|@\w)", Linear)]
    private static partial Regex Definition();

    [GeneratedRegex(@"^(?:import\s+[\w.]+(?:\s+as\s+\w+)?(?:\s*,\s*[\w.]+(?:\s+as\s+\w+)?)*\s*(?:#.*)?|from\s+[\w.]+\s+import\b.*)$", Linear)]
    private static partial Regex Import();

    [GeneratedRegex(@"^[A-Za-z_]\w*\s*(?::[^=]+)?=\s*[\[({\d""'-]", Linear)]
    private static partial Regex Constant();

    [GeneratedRegex(@"^(?:(?:return|yield|raise|assert|del|global|nonlocal|await)\b.*|pass|break|continue|\.\.\.|@\w.*)$", Linear)]
    private static partial Regex Simple();

    [GeneratedRegex(@"^(?:(?:async\s+)?(?:for|while|if|elif|with|def|class|match|case)\b.*|else\s*|try\s*|finally\s*|except\b.*):", Linear)]
    private static partial Regex Compound();

    [GeneratedRegex(@"^[\w.,\[\]()'""*: -]+(?:[-+*/%&|^]|//|\*\*|<<|>>)?=(?:[^=]|$)", Linear)]
    private static partial Regex Assignment();

    [GeneratedRegex(@"^[\w.]+\(", Linear)]
    private static partial Regex Call();

    [GeneratedRegex(@"^(?:async\s+)?(?:def|class)\s+(\w+)", Linear)]
    private static partial Regex DefinitionName();
}
