using System.Text.RegularExpressions;
using Eval.Benchmarks.Protocols;
using Eval.Core.Datasets;
using Eval.Core.Models;
using Eval.Core.Scoring;

namespace Eval.Benchmarks.Code;

/// <summary>Puts the program together, runs it in the sandbox and turns the verdict into a score. Independent of any benchmark.</summary>
/// <param name="sandbox">Where programs run; null only when nothing will be scored.</param>
/// <param name="read">Makes the program out of a sample and the completion's text.</param>
/// <param name="request">Adds the tests to a program.</param>
/// <param name="scoresTruncatedText">Whether text cut by the token limit runs as it stands.</param>
internal sealed class CodeScorer(
    ISandbox? sandbox,
    Func<Sample, string, CodeReading> read,
    Func<Sample, string, SandboxRequest> request,
    bool scoresTruncatedText) : IScorer
{
    public async ValueTask<Score> ScoreAsync(Sample sample, Completion completion, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(completion);
        if (UnreadCompletion.Check(completion) is { } unread)
        {
            return unread;
        }

        CodeReading reading;
        try
        {
            reading = read(sample, completion.Text!);
        }
        catch (RegexMatchTimeoutException)
        {
            return Score.Unread(SampleStatus.NoAnswer, "timeout");
        }

        if (completion.FinishReason == FinishReason.Length && !scoresTruncatedText && !reading.IsExplicit)
        {
            return Score.Unread(SampleStatus.Truncated, reading.Rule) with { Program = reading.Program };
        }

        return reading.Program is { } program
            ? await RunAsync(sample, program, reading.Rule, cancellationToken)
            : Score.Unread(SampleStatus.NoAnswer);
    }

    private async Task<Score> RunAsync(Sample sample, string program, string rule, CancellationToken cancellationToken)
    {
        if (sandbox is null)
        {
            throw new InvalidOperationException($"The program of sample {sample.Id} cannot be judged: the protocol was bound without a sandbox.");
        }

        var job = request(sample, program);
        var result = await sandbox.RunAsync(job, cancellationToken);
        var score = result.Verdict switch
        {
            SandboxVerdict.Passed => Score.Read(answer: null, rule, isCorrect: true),
            SandboxVerdict.SandboxError => Score.Failed(result.Message ?? "The sandbox failed twice on this program."),
            _ => Score.Read(answer: null, rule, isCorrect: false) with { Error = result.Message ?? Describe(result.Verdict, job) },
        };
        return score with
        {
            Rule = rule,
            Program = program,
            Stderr = result.Verdict == SandboxVerdict.Passed || result.Stderr.Length == 0 ? null : result.Stderr,
        };
    }

    private static string Describe(SandboxVerdict verdict, SandboxRequest job) => verdict switch
    {
        SandboxVerdict.CpuTimeout => FormattableString.Invariant($"CPU time limit of {job.CpuLimit.TotalSeconds} s reached."),
        SandboxVerdict.WallTimeout => FormattableString.Invariant($"Time limit of {job.WallLimit.TotalSeconds} s reached."),
        SandboxVerdict.MemoryExceeded => "Memory limit reached.",
        SandboxVerdict.OutputExceeded => "Output limit reached.",
        SandboxVerdict.Crashed => "The process ended without a verdict.",
        _ => "The program failed its tests.",
    };
}
