using System.CommandLine;
using System.Text.Json;
using Eval.Hosting;
using Eval.Sandbox;

namespace Eval.Cli.Commands;

/// <summary><c>sandbox check|install|image build</c>: what can run model-written code here, and the fix for what cannot.</summary>
public sealed class SandboxCommand : EvalCommand
{
    public SandboxCommand()
        : base("sandbox", "Check and set up the places where model-written code runs.")
    {
        Subcommands.Add(new Check());
        Subcommands.Add(new Install());
        Subcommands.Add(new Image());
    }

    private static SandboxOptions ForThisMachine(CommandContext context, string kind)
    {
        using var host = new EvalHost([], context.Environment, context.Time) { Progress = new Progress<string>(context.Notice) };
        return host.Sandbox(kind);
    }

    private sealed class Check : EvalCommand
    {
        public Check()
            : base("check", "Start each sandbox, put good and hostile programs to it, and say what works.")
        {
        }

        protected override async Task<int> RunAsync(ParseResult parse, CommandContext context, CancellationToken cancellationToken)
        {
            var reports = await SandboxCheck.RunAsync(ForThisMachine(context, "auto"), cancellationToken);
            if (context.IsJson)
            {
                await context.Machine.WriteLineAsync(JsonSerializer.Serialize(reports, MachineJson.Options));
            }

            foreach (var report in reports)
            {
                context.Line($"{report.Kind}: {(report.Available ? "works" : report.Problem ?? "does not keep what it promises")}");
                foreach (var check in report.Checks)
                {
                    context.Line($"  {(check.Ok ? "ok  " : "FAIL")} {check.Name}");
                }

                foreach (var (name, value) in report.Info?.Limits ?? new Dictionary<string, string>())
                {
                    context.Line($"  {name}: {value}");
                }

                if (report.Fix is { } fix)
                {
                    context.Line($"  {fix}");
                }
            }

            return reports.Any(report => report.Available) ? ExitCode.Fine : ExitCode.Errors;
        }
    }

    private sealed class Install : EvalCommand
    {
        public Install()
            : base("install", "Bring the pinned interpreter of the WebAssembly sandbox.")
        {
        }

        protected override async Task<int> RunAsync(ParseResult parse, CommandContext context, CancellationToken cancellationToken)
        {
            var digest = await SandboxInstaller.InstallAsync(ForThisMachine(context, "wasm"), cancellationToken);
            context.Line($"Installed: {digest}");
            return ExitCode.Fine;
        }
    }

    private sealed class Image : EvalCommand
    {
        public Image()
            : base("image", "The container image of the Docker sandbox.")
        {
            Subcommands.Add(new Build());
        }
    }

    private sealed class Build : EvalCommand
    {
        public Build()
            : base("build", "Build the image from Debian packages and import it into the engine; for networks without an image registry.")
        {
        }

        protected override async Task<int> RunAsync(ParseResult parse, CommandContext context, CancellationToken cancellationToken)
        {
            var digest = await SandboxImage.BuildAsync(ForThisMachine(context, "docker"), cancellationToken);
            context.Line($"Built: {digest}");
            return ExitCode.Fine;
        }
    }
}
