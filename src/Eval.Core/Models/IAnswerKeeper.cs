namespace Eval.Core.Models;

/// <summary>A model that keeps its answers somewhere behind the run: an optional ability beside <see cref="IModel"/>.</summary>
public interface IAnswerKeeper
{
    /// <summary>A run asks nothing more of the model: what is still to be put away can be put away while the run ends. Returns at once; another run may ask again.</summary>
    void AskingEnded();
}
