namespace Eval.Core.Prompts;

/// <summary>A raw prompt in the pieces that truncation rules work on. The text is header + shots + question, nothing between.</summary>
/// <param name="Header">Instruction before the first shot; may be empty.</param>
/// <param name="Shots">Worked examples in order, each with its separator.</param>
/// <param name="Question">The question asked, with the answer cue at its end.</param>
public sealed record PromptParts(string Header, IReadOnlyList<string> Shots, string Question)
{
    /// <summary>The prompt with the first <paramref name="shots"/> examples.</summary>
    public string Join(int shots) => string.Concat([Header, .. Shots.Take(shots), Question]);

    /// <summary>The whole prompt.</summary>
    public string Join() => Join(Shots.Count);
}
