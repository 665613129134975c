namespace Eval.Core.Models.Local;

/// <summary>A prompt that fits, after the protocol's own rule was applied.</summary>
/// <param name="Text">The text, with as many shots as fit; cutting from the left is done on tokens only.</param>
/// <param name="Tokens">Its tokens, cut where the rule cuts.</param>
/// <param name="Dropped">Tokens cut from the left.</param>
public sealed record FittedPrompt(string Text, IReadOnlyList<int> Tokens, int Dropped);
