using Eval.Core.Scoring;

namespace Eval.IntegrationTests.Sandbox;

/// <summary>
/// A program that tries to get out, to stay, or to be scored as passed; a file of the folder Hostile. It must define <c>double</c> and never
/// gives the right answer unless its attack worked. Its first two lines name the verdicts that each sandbox may give.
/// </summary>
public sealed record HostileProgram(string Name, string Source, IReadOnlyList<SandboxVerdict> Docker, IReadOnlyList<SandboxVerdict> Wasm)
{
    private const string Prefix = "hostile/";

    public static IReadOnlyList<HostileProgram> All { get; } =
        [.. typeof(HostileProgram).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(Read)];

    public SandboxRequest Request => GoodProgram.Request with { Program = Source };

    public override string ToString() => Name;

    private static HostileProgram Read(string resource)
    {
        using var reader = new StreamReader(typeof(HostileProgram).Assembly.GetManifestResourceStream(resource)!);
        var source = reader.ReadToEnd();
        var lines = source.Split('\n');
        return new HostileProgram(resource[Prefix.Length..], source, Verdicts(lines[0], "# docker: "), Verdicts(lines[1], "# wasm: "));
    }

    private static List<SandboxVerdict> Verdicts(string line, string start) =>
        line.StartsWith(start, StringComparison.Ordinal)
            ? [.. line[start.Length..].Split(' ').Select(Enum.Parse<SandboxVerdict>)]
            : throw new InvalidDataException($"'{line}' does not start with '{start}'.");
}
