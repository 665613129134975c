using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Eval.Cli.Screens;
using Eval.Core.Models;
using Eval.Core.Models.Local;
using Eval.Hosting;
using Eval.Hosting.Planning;

namespace Eval.Cli.Commands;

/// <summary><c>models probe MODEL</c>: what a model can do, how fast, and how long each benchmark would take.</summary>
public sealed class ModelsCommand : EvalCommand
{
    public ModelsCommand()
        : base("models", "Find out what a model can do.")
    {
        Subcommands.Add(new Probe());
    }

    private sealed class Probe : EvalCommand
    {
        private readonly Argument<string> _model = new("model") { Description = "provider:name[?key=value&…]" };
        private readonly Option<string[]> _plugins = new("--plugin") { Description = "Assembly with further models.", HelpName = "PATH" };

        public Probe()
            : base("probe", "Ask a few short questions and say what works: text, log-probabilities, chat, context, device, speed.")
        {
            Arguments.Add(_model);
            Options.Add(_plugins);
        }

        protected override async Task<int> RunAsync(ParseResult parse, CommandContext context, CancellationToken cancellationToken)
        {
            using var host = new EvalHost(context.Datasets, context.Environment, context.Time) { Progress = new Progress<string>(context.Notice), Notice = context.Notice };
            var request = new RunRequest { UseCache = false, Plugins = parse.GetValue(_plugins) ?? [] };
            var resolver = host.Models(request, budget: null);
            await using var resolution = new ModelResolution();
            if (resolver.Create(parse.GetRequiredValue(_model), resolution) is not { } made)
            {
                throw new RequestException(resolution.Problems);
            }

            var report = await new ModelProbe(context.Time).RunAsync(made.Model, cancellationToken);
            if (context.IsJson)
            {
                await context.Machine.WriteLineAsync(JsonSerializer.Serialize(report, MachineJson.Options));
            }
            else
            {
                Write(report, context);
            }

            if (report.Problem is null)
            {
                return ExitCode.Fine;
            }

            new ProblemList(context.Error, context.Strings).Write([($"{report.Info.Name}: {report.Problem}", report.Fix ?? "")]);
            return ExitCode.Errors;
        }

        private static void Write(ModelProbeReport report, CommandContext context)
        {
            var info = report.Info;
            void Line(string name, string value) => context.Line($"{name,-22}{value}");
            Line("model", info.Name);
            Line("continues text", Can(info, ModelAbilities.Text));
            Line("log-probabilities", Can(info, ModelAbilities.Continuations));
            Line("first answer tokens", Can(info, ModelAbilities.FirstTokenLogProbabilities));
            Line("chat", Can(info, ModelAbilities.Chat));
            Line("begun answers", Can(info, ModelAbilities.Prefill));
            Line("context", info.ContextLength is { } length ? string.Create(CultureInfo.InvariantCulture, $"{length:N0} tokens") : "unknown");
            foreach (var (name, value) in info.Details)
            {
                Line(name.Replace('_', ' '), value);
            }

            Line("reads", Speed(report.PromptTokensPerSecond));
            Line("writes", Speed(report.GeneratedTokensPerSecond));
            foreach (var estimate in report.Estimates)
            {
                Line(estimate.Benchmark, $"about {Duration(estimate.Time)}, one request after another");
            }
        }

        private static string Can(ModelInfo info, ModelAbilities ability) => info.Abilities.HasFlag(ability) ? "yes" : "no";

        private static string Speed(double? tokens) =>
            tokens is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known:N0} tokens per second") : "not measured";

        private static string Duration(TimeSpan time) => time.TotalHours >= 1
            ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0.0} h")
            : time.TotalMinutes >= 1
                ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0} min")
                : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s");
    }
}
