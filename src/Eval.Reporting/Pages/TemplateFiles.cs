using System.Collections.Concurrent;
using System.Text;
using Scriban;

namespace Eval.Reporting.Pages;

/// <summary>The files of <c>reports/templates</c>, embedded in this assembly.</summary>
internal static class TemplateFiles
{
    private static readonly ConcurrentDictionary<string, Template> Parsed = new(StringComparer.Ordinal);

    /// <summary>Text of a file by its name below <c>reports/templates</c>, line ends as LF.</summary>
    public static string Read(string name)
    {
        using var stream = typeof(TemplateFiles).Assembly.GetManifestResourceStream("templates/" + name)
            ?? throw new InvalidOperationException($"Template file {name} is not embedded in the tool.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    /// <summary>A template, parsed once.</summary>
    public static Template Parse(string name) => Parsed.GetOrAdd(name, static file =>
    {
        var template = Template.Parse(Read(file), file);
        return template.HasErrors
            ? throw new InvalidOperationException($"Template {file}: {string.Join("; ", template.Messages)}")
            : template;
    });
}
