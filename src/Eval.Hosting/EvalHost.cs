using Eval.Core.Models;
using Eval.Core.Scoring;
using Eval.Hosting.Datasets;
using Eval.Hosting.Planning;
using Eval.Models;
using Eval.Sandbox;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Eval.Hosting;

/// <summary>The composition root: knows every leaf and puts them together. One for each command.</summary>
public sealed class EvalHost
{
    private readonly DatasetLocator _locator;

    /// <param name="datasets">Folders named with <c>--datasets</c>.</param>
    /// <param name="environment">Reads an environment variable.</param>
    /// <param name="time">Clock.</param>
    /// <exception cref="RequestException">A named folder does not exist.</exception>
    public EvalHost(IReadOnlyList<string> datasets, Func<string, string?> environment, TimeProvider time)
    {
        Environment = environment;
        Time = time;
        _locator = new DatasetLocator(datasets, environment);
    }

    public Func<string, string?> Environment { get; }

    public TimeProvider Time { get; }

    public ILoggerFactory Loggers { get; init; } = NullLoggerFactory.Instance;

    /// <summary>Told what takes time: building an image, starting an engine.</summary>
    public IProgress<string>? Progress { get; init; }

    /// <summary>Benchmarks that can be named: the built-in ones and those described by the given files.</summary>
    public BenchmarkResolver Benchmarks(IReadOnlyList<string> customFiles) =>
        new(BenchmarkSet.Load(customFiles), _locator, Environment);

    /// <summary>Makes the models of a request.</summary>
    public ModelResolver Models(RunRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var options = new ModelFactoryOptions
        {
            Context = new ModelContext { Seed = request.Seed, Time = Time, Environment = Environment, Loggers = Loggers },
        };
        return new ModelResolver(new ModelFactory(ModelFactory.BuiltIn, options));
    }

    /// <summary>Opens the sandbox a request asks for.</summary>
    /// <exception cref="SandboxUnavailableException">None works here.</exception>
    public Task<ISandbox> OpenSandboxAsync(RunRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return SandboxFactory.CreateAsync(Sandbox(request.Sandbox) with { Judging = request.Judging }, cancellationToken);
    }

    /// <summary>Options of a sandbox of the given kind on this machine.</summary>
    public SandboxOptions Sandbox(string kind) => new()
    {
        Kind = kind switch { "docker" => SandboxKind.Docker, "wasm" => SandboxKind.Wasm, _ => SandboxKind.Auto },
        TimeProvider = Time,
        Logger = Loggers.CreateLogger("Eval.Sandbox"),
        Progress = Progress,
        RunId = Guid.NewGuid().ToString("N"),
    };
}
