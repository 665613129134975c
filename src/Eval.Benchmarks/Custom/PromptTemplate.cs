using System.Globalization;
using Eval.Core.Datasets;
using Scriban;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Eval.Benchmarks.Custom;

/// <summary>A Scriban template over one sample. It sees texts and lists only, reads no file, knows neither time nor chance, and is limited in loops, depth, size and time.</summary>
internal sealed class PromptTemplate
{
    private const int MaxLength = 16_384;
    private const int MaxNesting = 32;
    private const int MaxOutput = 1_000_000;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private readonly Template _template;

    private PromptTemplate(Template template) => _template = template;

    /// <summary>Parses a template.</summary>
    /// <param name="text">Scriban source.</param>
    /// <param name="problem">What is wrong with it; null when it is fine.</param>
    public static PromptTemplate? Parse(string text, out string? problem)
    {
        problem = text.Length > MaxLength ? FormattableString.Invariant($"the template is longer than {MaxLength} characters") : null;
        // Scriban's parser recurses: deep nesting would end the process, not throw.
        problem ??= Nesting(text) > MaxNesting ? FormattableString.Invariant($"the template nests brackets deeper than {MaxNesting}") : null;
        if (problem is not null)
        {
            return null;
        }

        var template = Template.Parse(text);
        problem = template.HasErrors ? "the template is not valid Scriban: " + string.Join("; ", template.Messages.Select(message => message.ToString())) : null;
        return problem is null ? new PromptTemplate(template) : null;
    }

    /// <summary>Renders for a sample; the key is visible only where asked for.</summary>
    /// <exception cref="DatasetException">The template uses a name that does not exist, or runs into a limit.</exception>
    public string Render(Sample sample, IReadOnlyList<string> letters, bool withAnswer)
    {
        var fields = new ScriptObject();
        foreach (var (name, value) in sample.Fields)
        {
            fields.SetValue(name, value, readOnly: true);
        }

        var globals = new ScriptObject
        {
            ["id"] = sample.Id,
            ["subset"] = sample.Subset,
            ["question"] = sample.Question,
            ["choices"] = new ScriptArray(sample.Choices),
            ["letters"] = new ScriptArray(letters.Take(sample.Choices.Count)),
            ["fields"] = fields,
        };
        if (withAnswer)
        {
            globals["answer"] = sample.Target;
        }

        using var timeout = new CancellationTokenSource(Limit);
        var context = CreateContext(timeout.Token);
        context.PushGlobal(globals);
        try
        {
            return _template.Render(context);
        }
        catch (Exception exception) when (exception is ScriptRuntimeException or OperationCanceledException)
        {
            throw new DatasetException($"The prompt of sample {sample.Id} cannot be rendered: {exception.Message}", []);
        }
    }

    private static TemplateContext CreateContext(CancellationToken cancellationToken)
    {
        var builtin = new ScriptObject();
        foreach (var name in (ReadOnlySpan<string>)["array", "string", "html", "regex"])
        {
            builtin[name] = TemplateContext.GetDefaultBuiltinObject()[name];
        }

        var context = new TemplateContext(builtin)
        {
            StrictVariables = true,
            LoopLimit = 10_000,
            RecursiveLimit = 50,
            ObjectRecursionLimit = 20,
            LimitToString = MaxOutput,
            RegexTimeOut = Limit,
            TemplateLoader = null,
            CancellationToken = cancellationToken,
            MemberFilter = _ => false,
            NewLine = "\n",
        };
        context.PushCulture(CultureInfo.InvariantCulture);
        return context;
    }

    private static int Nesting(string text)
    {
        var depth = 0;
        var deepest = 0;
        foreach (var character in text)
        {
            depth += character switch { '(' or '[' or '{' => 1, ')' or ']' or '}' => -1, _ => 0 };
            deepest = Math.Max(deepest, depth);
        }

        return deepest;
    }
}
