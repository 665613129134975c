namespace Eval.Core.Models;

/// <summary>A model, or every reason why it cannot be made, each with what the reader can do.</summary>
public sealed record ModelCreation
{
    private ModelCreation(IModel? model, IReadOnlyList<string> problems)
    {
        Model = model;
        Problems = problems;
    }

    /// <summary>Null exactly when there are problems.</summary>
    public IModel? Model { get; }

    public IReadOnlyList<string> Problems { get; }

    public static ModelCreation Of(IModel model) => new(model ?? throw new ArgumentNullException(nameof(model)), []);

    public static ModelCreation Refused(params IReadOnlyList<string> problems) =>
        problems is { Count: > 0 } ? new(model: null, problems) : throw new ArgumentException("Say why.", nameof(problems));
}
