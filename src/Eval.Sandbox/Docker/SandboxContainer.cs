using System.Globalization;
using System.Text;
using Docker.DotNet;
using Docker.DotNet.Models;
using Eval.Core.Scoring;
using Eval.Sandbox.Judging;

namespace Eval.Sandbox.Docker;

/// <summary>One running container and the stream to its fork server. Judges one program at a time; after any failure it is only good for disposal.</summary>
internal sealed class SandboxContainer : IAsyncDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);

    /// <summary>What a sample may take above its wall limit before the container counts as wedged.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(4);

    private readonly DockerEngine _engine;
    private readonly MultiplexedStream _stream;
    private readonly StringBuilder _stderr = new();
    private long _lastId;

    private SandboxContainer(DockerEngine engine, string id, MultiplexedStream stream)
    {
        _engine = engine;
        Id = id;
        _stream = stream;
    }

    public string Id { get; }

    /// <summary>The interpreter's version, e.g. <c>3.12.7</c>.</summary>
    public string Python { get; private set; } = "";

    /// <summary>Creates and starts a container and waits until its server is ready.</summary>
    /// <exception cref="SandboxUnavailableException">The engine refuses or does not answer, or the image has no fitting Python.</exception>
    public static async Task<SandboxContainer> StartAsync(DockerEngine engine, CreateContainerParameters settings, string image, CancellationToken cancellationToken)
    {
        var created = await engine.CallAsync(
            "create a sandbox container",
            token => engine.Client.Containers.CreateContainerAsync(settings, token),
            cancellationToken);
        MultiplexedStream? stream = null;
        try
        {
            // Attached before the start, so that not even the first word is missed.
            stream = await engine.CallAsync(
                "attach to a sandbox container",
                token => engine.Client.Containers.AttachContainerAsync(
                    created.ID,
                    new ContainerAttachParameters { Stream = true, Stdin = true, Stdout = true, Stderr = true },
                    token),
                cancellationToken);
            await engine.CallAsync(
                "start a sandbox container",
                token => engine.Client.Containers.StartContainerAsync(created.ID, new ContainerStartParameters(), token),
                cancellationToken);
            var container = new SandboxContainer(engine, created.ID, stream);
            await container.WaitUntilReadyAsync(image, cancellationToken);
            return container;
        }
        catch
        {
            stream?.Dispose();
            await RemoveAsync(engine, created.ID);
            throw;
        }
    }

    /// <summary>Judges one program.</summary>
    /// <exception cref="ContainerLostException">No usable reply: dispose this container and judge the program in another.</exception>
    public async Task<JudgeReply> RunAsync(SandboxRequest request, JudgingMode mode, CancellationToken cancellationToken)
    {
        var id = ++_lastId;
        using var deadline = new CancellationTokenSource(request.WallLimit + Grace, _engine.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        JudgeReply reply;
        try
        {
            var frame = Frames.Write(request, mode, id);
            await _stream.WriteAsync(frame, 0, frame.Length, both.Token);
            reply = await Frames.ReadAsync(FillAsync, both.Token);
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ContainerLostException($"the container gave no verdict within {(request.WallLimit + Grace).TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture)} s", error);
        }
        catch (Exception error) when (error is InvalidDataException || DockerEngine.IsEngineTrouble(error, cancellationToken))
        {
            throw new ContainerLostException($"the container ended: {error.Message}", error);
        }

        if (reply.Header.Id != id)
        {
            throw new ContainerLostException("the container answered another request");
        }

        return reply.Header.Ok ? reply : throw new ContainerLostException(reply.Header.Trouble ?? "the container is not as it was");
    }

    public async ValueTask DisposeAsync()
    {
        _stream.Dispose();
        await RemoveAsync(_engine, Id);
    }

    /// <summary>Removes a container by force. One that is gone already, or an engine that is gone, is no failure: leftovers are found by their label.</summary>
    public static async Task RemoveAsync(DockerEngine engine, string id)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(20), engine.Time);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            try
            {
                await engine.Client.Containers.RemoveContainerAsync(id, new ContainerRemoveParameters { Force = true, RemoveVolumes = true }, timeout.Token);
                return;
            }
            catch (DockerApiException error) when (error.StatusCode is System.Net.HttpStatusCode.NotFound)
            {
                return;
            }
            catch (DockerApiException) when (attempt < 2)
            {
                // "Removal already in progress", or Podman still stopping it.
                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, CancellationToken.None);
            }
            catch (Exception error) when (DockerEngine.IsEngineTrouble(error, CancellationToken.None))
            {
                return;
            }
        }
    }

    private async Task WaitUntilReadyAsync(string image, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(StartTime, _engine.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            var reply = await Frames.ReadAsync(FillAsync, both.Token);
            Python = reply.Header is { Ready: true, Python: { } version } ? version : throw new InvalidDataException("The first word was not 'ready'.");
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested
            && (error is InvalidDataException || DockerEngine.IsEngineTrouble(error, cancellationToken)))
        {
            var said = _stderr.Length > 0 ? _stderr.ToString().Trim() : error.Message;
            throw new SandboxUnavailableException(
                $"The sandbox's server did not start in a container of {image}: {said}",
                "the image must hold CPython 3.11 or newer as python3; `dotnet eval sandbox image build` makes one",
                error);
        }
    }

    private async Task FillAsync(Memory<byte> target, CancellationToken cancellationToken)
    {
        var buffer = new byte[Math.Max(target.Length, 512)];
        var filled = 0;
        while (filled < target.Length)
        {
            var result = await _stream.ReadOutputAsync(buffer, 0, target.Length - filled, cancellationToken);
            if (result.EOF)
            {
                throw new EndOfStreamException("its output ended");
            }

            if (result.Target == MultiplexedStream.TargetStream.StandardError)
            {
                if (_stderr.Length < 4096)
                {
                    _stderr.Append(Encoding.UTF8.GetString(buffer, 0, result.Count));
                }

                continue;
            }

            buffer.AsMemory(0, result.Count).CopyTo(target[filled..]);
            filled += result.Count;
        }
    }
}
