using Eval.Cli;
using Spectre.Console.Testing;

namespace Eval.Tests.Cli;

/// <summary>The whole command line in this process, with streams, clock and environment of the test's own.</summary>
internal sealed class CommandLine : IDisposable
{
    private readonly TestConsole _out = new();
    private readonly TestConsole _error = new();
    private readonly StringWriter _machine = new();
    private readonly Dictionary<string, string> _environment;

    public CommandLine(string home, params (string Name, string Value)[] environment)
    {
        _environment = environment.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal);
        _environment.TryAdd("EVAL_DATA_HOME", home);
        _environment.TryAdd("EVAL_CACHE", Path.Combine(home, "cache.sqlite"));
        _out.Width(100);
        _error.Width(100);
    }

    public string Out => _out.Output;

    public string Error => _error.Output;

    public string Machine => _machine.ToString();

    public ConsoleSet Consoles => new(_out, _error, _machine, TimeProvider.System, name => _environment.GetValueOrDefault(name));

    public Task<int> RunAsync(params string[] arguments) => EvalRoot.InvokeAsync(arguments, Consoles, help: null, CancellationToken.None);

    public void Dispose()
    {
        _out.Dispose();
        _error.Dispose();
        _machine.Dispose();
    }
}
