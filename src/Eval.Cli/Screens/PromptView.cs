using Eval.Core.Prompts;
using Eval.Reporting.Strings;
using Spectre.Console;

namespace Eval.Cli.Screens;

/// <summary>Shows what would be sent for one sample, the spaces and line feeds at the ends of every text and line marked: <c>·</c> and <c>⏎</c>.</summary>
public sealed class PromptView(IAnsiConsole console, ReportStrings strings)
{
    public void Write(string sampleId, Prompt prompt)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        console.PutLine($"── {TerminalText.Clean(sampleId)} · sha256 {prompt.ComputeSha256()} ──", ScreenExtensions.Quiet);
        if (prompt.IsChat)
        {
            foreach (var message in prompt.Messages)
            {
                Turn(CanonicalChat.RoleName(message.Role), message.Content);
            }

            if (prompt.AssistantPrefix is { } prefix)
            {
                Turn(strings["prompt_prefix"], prefix);
            }
        }
        else
        {
            WriteMarked(prompt.CanonicalText);
        }

        if (prompt.Continuations.Count > 0)
        {
            console.PutLine($"{strings["prompt_continuations"]}{strings["colon"]}{string.Join("  ", prompt.Continuations.Select(VisibleText.Quote))}", ScreenExtensions.Quiet);
        }

        console.PutLine();
    }

    private void Turn(string role, string content)
    {
        console.PutLine($"[{role}]", ScreenExtensions.Strong);
        WriteMarked(content);
    }

    private void WriteMarked(string text)
    {
        var lines = text.Split('\n');
        var leading = text.Length - text.TrimStart('\n').Length;
        var trailing = text.Length - text.TrimEnd('\n').Length;
        for (var index = 0; index < lines.Length; index++)
        {
            var line = lines[index];
            var body = line.TrimEnd(' ', '\t', '\u3000', '\r');
            var start = index == 0 ? body.TrimStart(' ', '\t', '\u3000') : body;
            console.Put(Marks(body[..^start.Length]), ScreenExtensions.Marked);
            console.Put(TerminalText.Clean(start));
            console.Put(Marks(line[body.Length..]), ScreenExtensions.Marked);
            if (index < lines.Length - 1)
            {
                console.PutLine(index < leading || index >= lines.Length - 1 - trailing ? "⏎" : "", ScreenExtensions.Marked);
            }
            else if (line.Length > 0)
            {
                console.PutLine();
            }
        }
    }

    private static string Marks(string blank) => string.Concat(blank.Select(VisibleText.Mark));
}
