using Eval.Core.Models;
using Eval.Core.Scoring;
using Eval.Hosting.Datasets;
using Eval.Hosting.Models;
using Eval.Hosting.Planning;
using Eval.Models;
using Eval.Models.Budgets;
using Eval.Models.Caching;
using Eval.Models.Catalog;
using Eval.Models.Onnx;
using Eval.Models.Plugins;
using Eval.Sandbox;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Eval.Hosting;

/// <summary>The composition root: knows every leaf and puts them together. One for each command.</summary>
public sealed class EvalHost : IDisposable
{
    // A later provider takes the place of an earlier one of the same name.
    private static readonly IReadOnlyList<IModelProvider> Providers =
    [
        .. ModelFactory.BuiltIn,
        new OnnxModelProvider(),
#if LLAMASHARP
        new Eval.Models.LLamaSharp.LlamaSharpProvider(),
#endif
    ];

    private readonly DatasetLocator _locator;
    private readonly Lazy<ModelCatalog> _catalog;
    private readonly Telemetry? _telemetry;
    private ResponseCache? _cache;

    /// <param name="datasets">Folders named with <c>--datasets</c>.</param>
    /// <param name="environment">Reads an environment variable.</param>
    /// <param name="time">Clock.</param>
    /// <exception cref="RequestException">A named folder does not exist.</exception>
    public EvalHost(IReadOnlyList<string> datasets, Func<string, string?> environment, TimeProvider time)
    {
        Environment = environment;
        Time = time;
        _locator = new DatasetLocator(datasets, environment);
        _catalog = new Lazy<ModelCatalog>(() => CatalogFiles.Read(environment));
        _telemetry = Telemetry.Start(environment);
    }

    public Func<string, string?> Environment { get; }

    public TimeProvider Time { get; }

    public ILoggerFactory Loggers { get; init; } = NullLoggerFactory.Instance;

    /// <summary>Told what takes time: building an image, starting an engine.</summary>
    public IProgress<string>? Progress { get; init; }

    /// <summary>Told what the reader should know, such as a cache that cannot be used.</summary>
    public Action<string> Notice { get; init; } = static _ => { };

    /// <summary>Licences, sizes and prices, the user's own on top.</summary>
    public ModelCatalog Catalog => _catalog.Value;

    /// <summary>Benchmarks that can be named: the built-in ones and those described by the given files.</summary>
    public BenchmarkResolver Benchmarks(IReadOnlyList<string> customFiles) =>
        new(BenchmarkSet.Load(customFiles), _locator, Environment);

    /// <summary>Makes the models of a request.</summary>
    /// <param name="request">Seed, cache and plugins come from it.</param>
    /// <param name="budget">The run's purse; null for no limits.</param>
    public ModelResolver Models(RunRequest request, RunBudget? budget)
    {
        ArgumentNullException.ThrowIfNull(request);
        var options = new ModelFactoryOptions
        {
            Context = new ModelContext { Seed = request.Seed, Time = Time, Environment = Environment, Loggers = Loggers },
            Catalog = Catalog,
            Cache = request.UseCache ? OpenCache() : null,
            Budget = budget,
        };
        var factory = new ModelFactory([.. Providers, .. LoadPlugins(request.Plugins)], options);
        return new ModelResolver(factory, Catalog);
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

    public void Dispose()
    {
        _cache?.Dispose();
        _telemetry?.Dispose();
    }

    // Plugins that were named, and those in the user's plugins folder.
    private IReadOnlyList<IModelProvider> LoadPlugins(IReadOnlyList<string> named)
    {
        var folder = CatalogFiles.UserFolder(Environment, "plugins");
        var found = PluginLoader.Load(Directory.Exists(folder) ? [folder, .. named] : named, out var problems);
        return problems.Count > 0 ? throw new RequestException([.. problems.Select(problem => new Problem("", problem))]) : found;
    }

    // A run is worth more than its cache: one that cannot be opened is said and left out.
    private ResponseCache? OpenCache()
    {
        try
        {
            return _cache ??= ResponseCache.Open(ResponseCache.DefaultPath(Environment), Time);
        }
        catch (CacheUnavailableException unavailable)
        {
            Notice(unavailable.Message);
            return null;
        }
    }
}
