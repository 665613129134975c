using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Eval.Models.Caching;

namespace Eval.Cli.Commands;

/// <summary><c>cache stats|clear</c>: the response cache.</summary>
public sealed class CacheCommand : EvalCommand
{
    public CacheCommand()
        : base("cache", "Look at or empty the response cache.")
    {
        Subcommands.Add(new Stats());
        Subcommands.Add(new Clear());
    }

    private sealed class Stats : EvalCommand
    {
        public Stats()
            : base("stats", "Show where the cache is and what it holds.")
        {
        }

        protected override async Task<int> RunAsync(ParseResult parse, CommandContext context, CancellationToken cancellationToken)
        {
            using var cache = ResponseCache.Open(ResponseCache.DefaultPath(context.Environment), context.Time);
            var stats = cache.Stats();
            if (context.IsJson)
            {
                await context.Machine.WriteLineAsync(JsonSerializer.Serialize(stats, MachineJson.Options));
                return ExitCode.Fine;
            }

            context.Line(stats.Path);
            context.Line(string.Create(CultureInfo.InvariantCulture, $"{stats.Entries:N0} answers, {stats.Bytes / 1e6:0.0} MB"));
            foreach (var (model, entries) in stats.Models)
            {
                context.Line(string.Create(CultureInfo.InvariantCulture, $"{entries,9:N0}  {model}"));
            }

            return ExitCode.Fine;
        }
    }

    private sealed class Clear : EvalCommand
    {
        public Clear()
            : base("clear", "Delete every cached answer.")
        {
        }

        protected override Task<int> RunAsync(ParseResult parse, CommandContext context, CancellationToken cancellationToken)
        {
            var path = ResponseCache.DefaultPath(context.Environment);
            var freed = ResponseCache.Clear(path);
            context.Line(string.Create(CultureInfo.InvariantCulture, $"Deleted {path}: {freed / 1e6:0.0} MB freed."));
            return Task.FromResult(ExitCode.Fine);
        }
    }
}
