using System.Collections.Immutable;
using Eval.Core.Scoring;
using Eval.Sandbox.Judging;

namespace Eval.Sandbox.Docker;

/// <summary>Judges programs in containers that heal themselves: a bad container is replaced and its program tried again.</summary>
internal sealed class DockerSandbox : ISandbox
{
    private readonly DockerEngine _engine;
    private readonly ResolvedImage _image;
    private readonly SandboxOptions _options;
    private readonly Dictionary<string, string> _labels;
    private readonly ContainerPool _pool;
    private EngineAbilities _abilities;

    private DockerSandbox(DockerEngine engine, ResolvedImage image, SandboxOptions options)
    {
        _engine = engine;
        _image = image;
        _options = options;
        _labels = ContainerLabels.OfThisProcess(options.RunId);
        _abilities = EngineAbilities.Of(engine);
        _pool = new ContainerPool(options.Parallelism);
        Info = new SandboxInfo { Kind = "docker", Digest = image.Digest, Parallelism = options.Parallelism, Judging = options.Judging, Limits = new Dictionary<string, string>() };
    }

    public SandboxInfo Info { get; private set; }

    /// <summary>Finds an engine and an image, removes what dead runs left, and starts the containers.</summary>
    /// <exception cref="SandboxUnavailableException">No engine, no image, or containers do not start.</exception>
    public static async Task<DockerSandbox> StartAsync(SandboxOptions options, CancellationToken cancellationToken)
    {
        var engine = await DockerEngine.FindAsync(DockerEndpoints.OfThisMachine, options.DockerHost, options.TimeProvider, cancellationToken);
        DockerSandbox? sandbox = null;
        try
        {
            await Leftovers.RemoveAsync(engine, options.Logger, cancellationToken);
            var image = await SandboxImages.EnsureAsync(engine, SandboxImages.Asked(options.Image), options.Progress, cancellationToken);
            sandbox = new DockerSandbox(engine, image, options);
            await sandbox.FillPoolAsync(cancellationToken);
            return sandbox;
        }
        catch
        {
            if (sandbox is not null)
            {
                await sandbox.DisposeAsync();
            }
            else
            {
                engine.Dispose();
            }

            throw;
        }
    }

    public async Task<SandboxResult> RunAsync(SandboxRequest request, CancellationToken cancellationToken)
    {
        RequestRules.Check(request);
        var attempts = 0;
        async Task<JudgeReply> Counted(Task<JudgeReply> attempt)
        {
            var reply = await attempt;
            attempts++;
            return reply;
        }

        Task<JudgeReply> Together() => Counted(WithSlotAsync(slot => JudgeAsync(slot, request, cancellationToken), cancellationToken));
        Task<JudgeReply> Alone() => Counted(_pool.AloneAsync(slot => JudgeAsync(slot, request, cancellationToken), cancellationToken));
        try
        {
            JudgeReply reply;
            try
            {
                reply = await Together();
            }
            catch (ContainerLostException error)
            {
                Log.ContainerLost(_options.Logger, error.Message);
                attempts++;
                reply = await Together();
            }

            var isFair = _abilities.LimitsProcessor && RequestRules.SharesFairly(_options.Parallelism, _options.Parallelism * ContainerSettings.MemoryBytes);
            reply = await RequestRules.SecondTryAsync(reply, request, isFair, Together, Alone);
            return Verdicts.Read(reply, request, attempts);
        }
        catch (ContainerLostException error)
        {
            Log.ContainerLost(_options.Logger, error.Message);
            return await BlameAsync(error.Message, attempts + 1, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _pool.DisposeAsync();
        _engine.Dispose();
    }

    private async Task<T> WithSlotAsync<T>(Func<ContainerSlot, Task<T>> run, CancellationToken cancellationToken)
    {
        var slot = await _pool.TakeAsync(cancellationToken);
        try
        {
            return await run(slot);
        }
        finally
        {
            _pool.Return(slot);
        }
    }

    /// <summary>Judges in a slot's container, a fresh one if it has none. Whatever fails, the container is thrown away.</summary>
    private async Task<JudgeReply> JudgeAsync(ContainerSlot slot, SandboxRequest request, CancellationToken cancellationToken)
    {
        slot.Container ??= await StartContainerAsync(cancellationToken);
        try
        {
            return await slot.Container.RunAsync(request, _options.Judging, cancellationToken);
        }
        catch
        {
            await slot.DropAsync();
            throw;
        }
    }

    /// <summary>Two containers were lost under one program. If a good program passes in a fresh one, the program did it and is scored 0.</summary>
    private async Task<SandboxResult> BlameAsync(string reason, int attempts, CancellationToken cancellationToken)
    {
        try
        {
            var reply = await WithSlotAsync(
                async slot =>
                {
                    await slot.DropAsync();
                    return await JudgeAsync(slot, RequestRules.KnownGood, cancellationToken);
                },
                cancellationToken);
            if (reply.Header.Code == "P")
            {
                return new SandboxResult { Verdict = SandboxVerdict.Crashed, Message = $"brought its container down twice: {reason}", Attempts = attempts };
            }

            reason = $"a known-good program ended with '{reply.Header.Code}'";
        }
        catch (ContainerLostException error)
        {
            reason = error.Message;
        }

        return new SandboxResult { Verdict = SandboxVerdict.SandboxError, Message = $"the sandbox failed twice, and with a known-good program too: {reason}", Attempts = attempts };
    }

    private async Task FillPoolAsync(CancellationToken cancellationToken)
    {
        var first = _pool.Slots[0];
        await Task.WhenAll(_pool.Slots.Select(async slot =>
        {
            slot.Container = await StartContainerAsync(cancellationToken);
            if (slot == first)
            {
                await LimitsProbe.CheckAsync(slot.Container, _engine, _abilities, cancellationToken);
            }
        }));
        Info = Info with
        {
            Limits = new Dictionary<string, string>(RequestRules.Defaults)
            {
                ["engine"] = _engine.Version,
                ["image"] = _image.Reference,
                ["interpreter"] = "CPython " + first.Container?.Python,
                ["memory"] = "512 MB per container, 384 MB per process",
                ["processes"] = "64",
                ["cpu"] = _abilities.LimitsProcessor ? "1 core per container" : "not limited by this engine",
                ["disk"] = _abilities.LimitsFiles ? "16 MB and 1024 files in /tmp" : "16 MB in /tmp",
                ["network"] = "none",
            },
        };
    }

    private async Task<SandboxContainer> StartContainerAsync(CancellationToken cancellationToken, bool isSecondTry = false)
    {
        var abilities = _abilities;
        try
        {
            return await SandboxContainer.StartAsync(_engine, ContainerSettings.Create(_image.Id, _labels, abilities), _image.Reference, cancellationToken);
        }
        catch (SandboxUnavailableException error) when (abilities.After(error.Message) is { } fewer)
        {
            // Containers that start at the same time may learn of different things.
            ImmutableInterlocked.Update(ref _abilities, known => known.And(fewer));
            return await StartContainerAsync(cancellationToken, isSecondTry);
        }
        catch (SandboxUnavailableException error) when (!isSecondTry && error.InnerException is EndOfStreamException)
        {
            // Ended before its first word: killed on a machine short of memory, perhaps. An image that cannot serve ends so twice.
            return await StartContainerAsync(cancellationToken, isSecondTry: true);
        }
    }
}
