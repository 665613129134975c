using System.Globalization;
using Eval.Core.Results;
using Eval.Core.Scoring;
using Eval.Reporting.Comparing;
using Eval.Reporting.Samples;
using Eval.Reporting.Strings;
using Spectre.Console;

namespace Eval.Cli.Screens;

/// <summary>One sample for reading: prompt, answer with the extracted part marked, rule, key, verdict; for code the program and the end of stderr.</summary>
public sealed class SampleView(IAnsiConsole console, ReportStrings strings)
{
    /// <param name="record">The sample.</param>
    /// <param name="prompt">Its prompt as sent; null where the data set is not at hand.</param>
    public void Write(SampleRecord record, string? prompt)
    {
        ArgumentNullException.ThrowIfNull(record);
        console.PutLine(TerminalText.Clean($"{record.Id}  {record.Benchmark}@{record.Protocol} v{record.Version.ToString(CultureInfo.InvariantCulture)}  {record.Model}"), ScreenExtensions.Strong);
        Section("sample_prompt", prompt ?? strings["sample_no_prompt"], prompt is null ? ScreenExtensions.Quiet : Style.Plain);
        Section("sample_reasoning", record.Reasoning, ScreenExtensions.Quiet);
        WriteAnswer(record);
        Section("sample_program", record.Program, null);
        Section("sample_stderr", record.Stderr, null);
        Section("sample_error", record.Error, ScreenExtensions.Bad);
        WriteVerdict(record);
    }

    private void WriteAnswer(SampleRecord record)
    {
        if (record.ChoiceLogprobs is { Count: > 0 } choices)
        {
            Heading("sample_logprobs");
            for (var index = 0; index < choices.Count; index++)
            {
                var letter = ((char)('A' + index)).ToString();
                var isChosen = letter == record.Answer;
                console.PutLine(string.Create(CultureInfo.InvariantCulture, $"{(isChosen ? "→" : " ")} {letter}  {choices[index]:0.0000}"), isChosen ? ScreenExtensions.Strong : Style.Plain);
            }
        }

        if (record.Completion is not { } completion)
        {
            return;
        }

        Heading("sample_answer");
        if (completion.Length == 0)
        {
            console.PutLine(strings["sample_empty"], ScreenExtensions.Quiet);
            return;
        }

        if (AnswerLocator.Find(completion, record.Answer, record.Rule) is { } found)
        {
            console.Put(TerminalText.Clean(completion[..found.Start]));
            console.Put($"⟦{TerminalText.Clean(completion.Substring(found.Start, found.Length))}⟧", ScreenExtensions.Marked);
            console.PutLine(TerminalText.Clean(completion[(found.Start + found.Length)..]));
        }
        else
        {
            console.PutLine(TerminalText.Clean(completion));
        }
    }

    private void WriteVerdict(SampleRecord record)
    {
        Heading("sample_verdict");
        Fact("sample_extracted", record.Answer is { } answer ? VisibleText.Quote(answer) : null);
        Fact("sample_rule", record.Rule);
        Fact("sample_key", record.Target);
        var (sign, key, style) = record switch
        {
            { Status: SampleStatus.Error } => ("!", "count_error", ScreenExtensions.Bad),
            { Status: SampleStatus.NoAnswer } => ("∅", "count_no_answer", ScreenExtensions.Bad),
            { Status: SampleStatus.Truncated } => ("✂", "count_truncated", ScreenExtensions.Bad),
            { Score: >= 1 } => ("✓", "verdict_right", ScreenExtensions.Good),
            { Score: null } => ("–", "verdict_unlabelled", ScreenExtensions.Quiet),
            _ => ("✗", "verdict_wrong", ScreenExtensions.Bad),
        };
        console.PutLine($"{sign} {strings[key]}", style);
        foreach (var (name, reading) in record.Alternatives ?? new Dictionary<string, Reading>())
        {
            console.PutLine(TerminalText.Clean($"  {strings.NameOf(name)}{strings["colon"]}{reading.Answer ?? Figures.Missing} ({reading.Rule ?? Figures.Missing}) {(reading.Value >= 1 ? "✓" : "✗")}"));
        }

        console.PutLine(string.Join("  ", Extras(record)), ScreenExtensions.Quiet);
    }

    private static IEnumerable<string> Extras(SampleRecord record)
    {
        if (record.FinishReason is { } finish)
        {
            yield return finish;
        }

        if (record.Usage is { } usage)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{usage.Input?.ToString("N0", CultureInfo.InvariantCulture) ?? "–"} → {usage.Output?.ToString("N0", CultureInfo.InvariantCulture) ?? "–"} tok");
        }

        if (record.LatencyMs is { } latency)
        {
            yield return Figures.Duration(TimeSpan.FromMilliseconds(latency));
        }

        if (record.Cost is { } cost)
        {
            yield return Figures.Money(cost);
        }

        if (record.PromptSha256 is { } sha)
        {
            yield return "sha256 " + sha;
        }
    }

    private void Section(string key, string? text, Style? style)
    {
        if (text is not null)
        {
            Heading(key);
            console.PutLine(TerminalText.Clean(text).TrimEnd('\n'), style);
        }
    }

    private void Heading(string key)
    {
        console.PutLine();
        console.PutLine($"── {strings[key]} ──", ScreenExtensions.Quiet);
    }

    private void Fact(string key, string? value) =>
        console.PutLine($"{strings[key]}{strings["colon"]}{(value is null ? Figures.Missing : TerminalText.Clean(value))}");
}
