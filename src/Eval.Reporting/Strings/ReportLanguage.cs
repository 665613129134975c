namespace Eval.Reporting.Strings;

/// <summary>A language that pages and screens are written in.</summary>
public sealed class ReportLanguage
{
    private ReportLanguage(string name, string tag)
    {
        Name = name;
        Tag = tag;
    }

    public static ReportLanguage English { get; } = new("en", "en");

    public static ReportLanguage Chinese { get; } = new("zh", "zh-CN");

    /// <summary>As <c>--lang</c> takes it: <c>en</c> or <c>zh</c>.</summary>
    public string Name { get; }

    /// <summary>BCP 47 tag for the page.</summary>
    public string Tag { get; }

    /// <summary>The language of a name.</summary>
    /// <exception cref="ArgumentException">The name is neither <c>en</c> nor <c>zh</c>.</exception>
    public static ReportLanguage Parse(string name) => name switch
    {
        "en" => English,
        "zh" => Chinese,
        _ => throw new ArgumentException($"No words for the language '{name}': use en or zh.", nameof(name)),
    };

    public override string ToString() => Name;
}
