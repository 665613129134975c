using System.ComponentModel;
using Eval.Core.Models;
using Eval.Core.Models.Local;
using Eval.Models.Http;
using Eval.Models.OpenAi;

namespace Eval.Models.LlamaServer;

/// <summary>A server started for one GGUF file, and ended with this object.</summary>
internal sealed class OwnLlamaHost(ModelSpec spec, string program, string model, LlamaServerOptions options, ModelContext context, FileFingerprints fingerprints) : ILlamaHost
{
    private const int MostStarts = 3;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    private LlamaServerProcess? _process;
    private LlamaClient? _client;
    private string? _weights;

    /// <summary>Read from the file itself: a server asked for chat without one answers in ChatML and does not tell.</summary>
    public bool? HasChatTemplate { get; } = GgufMetadata.HasChatTemplate(model);

    public async Task<LlamaClient> ConnectAsync(CancellationToken cancellationToken)
    {
        if (_client is not null)
        {
            return _client;
        }

        _weights = await fingerprints.ComputeAsync(model, cancellationToken);
        try
        {
            var help = await LlamaServerProcess.HelpAsync(program, cancellationToken);
            for (var attempt = 1; ; attempt++)
            {
                _process = LlamaServerProcess.Start(program, port => options.Arguments(model, port, help));
                _client = Client(_process.Address);
                if (await WaitAsync(cancellationToken) is not { } failure)
                {
                    return _client;
                }

                // Between our looking and its binding somebody else can take the port.
                var isPortTaken = _process.LastWords.Contains("bind", StringComparison.OrdinalIgnoreCase);
                await StopAsync();
                if (!isPortTaken || attempt == MostStarts)
                {
                    throw new ModelStoppedException($"Cannot start {spec.ReportName}: {failure}", "Mend what the server says, for example the file or ctx=, parallel= and ngl=.");
                }
            }
        }
        catch (Exception exception) when (exception is Win32Exception or OperationCanceledException)
        {
            await StopAsync();
            throw exception is Win32Exception ? new ModelStoppedException($"Cannot run {program}: {exception.Message}", LlamaServerProgram.Fix, exception) : exception;
        }
    }

    public async Task<string?> WhyEndedAsync()
    {
        // A connection breaks a moment before the process is seen to be gone.
        for (var i = 0; i < 10 && _process is { HasEnded: false }; i++)
        {
            await Task.Delay(Poll, context.Time, CancellationToken.None);
        }

        return _process is { HasEnded: true } ended ? await ended.DescribeEndAsync() : null;
    }

    public Task<IReadOnlyDictionary<string, string>> DescribeAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, string>>(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["weights_sha256"] = _weights ?? "",
            ["kv_cache"] = options.CacheType,
            ["device"] = options.GpuLayers is > 0 ? $"gpu (ngl={options.GpuLayers.Value.ToString(System.Globalization.CultureInfo.InvariantCulture)})" : "as the server chose",
        });

    public string Identity(string servedPath) => $"weights={_weights}";

    public async ValueTask DisposeAsync() => await StopAsync();

    private LlamaClient Client(Uri address) => new(
        new HttpEndpoint(new HttpEndpointOptions { BaseUrl = address, Timeout = spec.Timeout ?? TimeSpan.FromMinutes(30), Time = context.Time }),
        new ExtraFields(spec.Extra));

    private async Task<string?> WaitAsync(CancellationToken cancellationToken)
    {
        while (!await _client!.IsHealthyAsync(cancellationToken))
        {
            if (_process!.HasEnded)
            {
                return await _process.DescribeEndAsync();
            }

            await Task.Delay(Poll, context.Time, cancellationToken);
        }

        return null;
    }

    private async Task StopAsync()
    {
        _client?.Dispose();
        _client = null;
        if (_process is not null)
        {
            await _process.DisposeAsync();
            _process = null;
        }
    }
}
