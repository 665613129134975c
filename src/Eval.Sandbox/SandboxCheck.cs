using Eval.Core.Scoring;

namespace Eval.Sandbox;

/// <summary>Says what each sandbox can do on this machine: starts it and puts a few good and hostile programs to it.</summary>
public static class SandboxCheck
{
    /// <summary>Checks the kind asked for, or both with <see cref="SandboxKind.Auto"/>. Never throws for a sandbox that does not work.</summary>
    public static async Task<IReadOnlyList<SandboxReport>> RunAsync(SandboxOptions options, CancellationToken cancellationToken)
    {
        SandboxKind[] kinds = options.Kind == SandboxKind.Auto ? [SandboxKind.Docker, SandboxKind.Wasm] : [options.Kind];
        var reports = new List<SandboxReport>();
        foreach (var kind in kinds)
        {
            reports.Add(await CheckAsync(options with { Kind = kind }, cancellationToken));
        }

        return reports;
    }

    private static async Task<SandboxReport> CheckAsync(SandboxOptions options, CancellationToken cancellationToken)
    {
        var kind = options.Kind == SandboxKind.Docker ? "docker" : "wasm";
        try
        {
            await using var sandbox = await SandboxFactory.CreateAsync(options, cancellationToken);
            var checks = new List<SelfCheckResult>();
            foreach (var question in SelfCheck.Questions)
            {
                checks.Add(await SelfCheck.AskAsync(sandbox, question, options.TimeProvider, cancellationToken));
            }

            return new SandboxReport
            {
                Kind = kind,
                Info = sandbox.Info,
                Checks = checks,
                Fix = checks.TrueForAll(check => check.Ok) ? null : "do not trust this sandbox here: its engine does not keep what it promises",
            };
        }
        catch (SandboxUnavailableException error)
        {
            return new SandboxReport { Kind = kind, Problem = error.Message, Fix = error.Fix };
        }
    }
}
