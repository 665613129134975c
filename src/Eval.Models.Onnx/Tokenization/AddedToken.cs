namespace Eval.Models.Onnx.Tokenization;

/// <summary>A token found in the text before anything else is done to it.</summary>
internal sealed record AddedToken
{
    public required string Content { get; init; }

    public required int Id { get; init; }

    /// <summary>Stands for no text when decoded.</summary>
    public bool IsSpecial { get; init; }

    /// <summary>Searched in normalised text instead of the text as given.</summary>
    public bool IsNormalized { get; init; }

    /// <summary>Takes the white space before it along.</summary>
    public bool StripsLeft { get; init; }

    /// <summary>Takes the white space after it along.</summary>
    public bool StripsRight { get; init; }

    /// <summary>Only between characters that are no word characters.</summary>
    public bool IsSingleWord { get; init; }
}
