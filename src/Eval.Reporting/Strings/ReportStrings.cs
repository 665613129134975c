using System.Globalization;
using System.Text.Json;
using Eval.Reporting.Pages;

namespace Eval.Reporting.Strings;

/// <summary>Everything people read, by key, in one language. Pages and the terminal share it.</summary>
public sealed class ReportStrings
{
    private static readonly Lazy<ReportStrings> LazyEnglish = new(() => new ReportStrings(ReportLanguage.English));
    private static readonly Lazy<ReportStrings> LazyChinese = new(() => new ReportStrings(ReportLanguage.Chinese));

    private ReportStrings(ReportLanguage language)
    {
        Language = language;
        All = JsonSerializer.Deserialize<SortedDictionary<string, string>>(TemplateFiles.Read($"strings.{language.Name}.json"))!;
        Names = JsonSerializer.Deserialize<SortedDictionary<string, string>>(TemplateFiles.Read($"names.{language.Name}.json"))!;
    }

    public ReportLanguage Language { get; }

    /// <summary>Every text, placeholders in braces.</summary>
    public IReadOnlyDictionary<string, string> All { get; }

    private SortedDictionary<string, string> Names { get; }

    public static ReportStrings For(ReportLanguage language) =>
        language == ReportLanguage.Chinese ? LazyChinese.Value : LazyEnglish.Value;

    /// <summary>The text of a key.</summary>
    public string this[string key] => All.TryGetValue(key, out var text)
        ? text
        : throw new ArgumentException($"strings.{Language.Name}.json has no '{key}'.", nameof(key));

    /// <summary>The text of a key with its <c>{placeholders}</c> filled.</summary>
    public string Format(string key, params ReadOnlySpan<(string Name, object Value)> values)
    {
        var text = this[key];
        if (values.Length > 0 && values[0].Value is 1 or 1L && All.TryGetValue(key + "#one", out var singular))
        {
            text = singular;
        }

        // One pass, so that a value that looks like a placeholder is never filled again.
        var filled = new System.Text.StringBuilder(text.Length + 32);
        for (var start = 0; start < text.Length;)
        {
            var open = text.IndexOf('{', start);
            var close = open < 0 ? -1 : text.IndexOf('}', open);
            if (close < 0)
            {
                filled.Append(text, start, text.Length - start);
                break;
            }

            filled.Append(text, start, open - start).Append(Find(text[(open + 1)..close], key, values));
            start = close + 1;
        }

        return filled.ToString();
    }

    /// <summary>A benchmark's or metric's name as people write it; an unknown one as it is.</summary>
    public string NameOf(string identifier)
    {
        ArgumentNullException.ThrowIfNull(identifier);
        return Names.TryGetValue(identifier, out var name) ? name : identifier;
    }

    /// <summary>A subject's or group's name as people write it; an unknown one with its underscores as spaces and a capital.</summary>
    public string SubjectOf(string identifier)
    {
        ArgumentNullException.ThrowIfNull(identifier);
        if (Names.TryGetValue(identifier, out var name))
        {
            return name;
        }

        var words = identifier.Replace('_', ' ');
        return words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
    }

    private static string Find(string name, string key, ReadOnlySpan<(string Name, object Value)> values)
    {
        foreach (var (candidate, value) in values)
        {
            if (candidate == name)
            {
                return value is IFormattable number and (int or long)
                    ? number.ToString("N0", CultureInfo.InvariantCulture)
                    : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            }
        }

        throw new ArgumentException($"The text '{key}' needs a value for {{{name}}}.", nameof(values));
    }
}
