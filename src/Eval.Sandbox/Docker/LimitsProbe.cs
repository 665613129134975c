using System.Globalization;
using Eval.Core.Scoring;
using Eval.Sandbox.Judging;

namespace Eval.Sandbox.Docker;

/// <summary>
/// Looks from inside a container whether the engine gave it what was asked for. Some take a setting and drop it (rootless Podman on control
/// groups of version 1 has no limits at all): better no sandbox than one whose limits do not bite.
/// </summary>
internal static class LimitsProbe
{
    private const string Start = "AssertionError: ";
    private const string Place = " (tests line ";

    /// <exception cref="SandboxUnavailableException">A limit is missing; the message names each.</exception>
    public static async Task CheckAsync(SandboxContainer container, DockerEngine engine, EngineAbilities abilities, CancellationToken cancellationToken)
    {
        JudgeReply reply;
        try
        {
            reply = await container.RunAsync(Request(abilities), JudgingMode.Split, cancellationToken);
        }
        catch (ContainerLostException error)
        {
            throw new SandboxUnavailableException(
                $"The container engine at {engine.Endpoint.Address} ({engine.Version}) lost a container that did nothing but look at its limits: {error.Message}",
                "look at the engine's own log and the machine's memory",
                error);
        }

        if (reply.Header.Code == "P")
        {
            return;
        }

        throw new SandboxUnavailableException(
            $"The container engine at {engine.Endpoint.Address} ({engine.Version}) does not keep the limits it was given: {Reason(reply)}",
            "rootless engines need control groups of version 2, delegated to the user (systemd: Delegate=yes); or use an engine that runs as root, or --sandbox wasm");
    }

    private static SandboxRequest Request(EngineAbilities abilities) => new()
    {
        Language = "python",
        Program = "",
        Exports = [],
        Prelude = string.Create(
            CultureInfo.InvariantCulture,
            $"MEMORY = {ContainerSettings.MemoryBytes}\nPROCESSES = {ContainerSettings.Processes}\nONE_PROCESSOR = {(abilities.LimitsProcessor ? "True" : "False")}\n"),
        Tests = PythonSources.Limits,
        WallLimit = TimeSpan.FromSeconds(20),
    };

    private static string Reason(JudgeReply reply)
    {
        var text = reply.Message.StartsWith(Start, StringComparison.Ordinal) ? reply.Message[Start.Length..] : reply.Message;
        var end = text.IndexOf(Place, StringComparison.Ordinal);
        text = end < 0 ? text : text[..end];
        return text.Length > 0 ? text : $"the look itself ended with '{reply.Header.Code}' {reply.Header.Why}";
    }
}
