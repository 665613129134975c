using Eval.Core.Models;
using Eval.Core.Prompts;

namespace Eval.Tests.Models;

/// <summary>Requests as the runner makes them.</summary>
internal static class Requests
{
    public static RequestMetadata About(string id = "0", int repeat = 0, string benchmark = "gsm8k", string question = "2 + 3?", params string[] choices) => new()
    {
        Benchmark = benchmark,
        Protocol = "chat",
        SampleId = id,
        Subset = "",
        Repeat = repeat,
        Question = question,
        Choices = choices,
    };

    public static ModelRequest Chat(string text, RequestMetadata? about = null) => new()
    {
        Prompt = new Prompt { Messages = [new(ChatRole.User, text)] },
        MaxTokens = 64,
        Temperature = 0,
        Metadata = about ?? About(question: text),
    };

    public static ModelRequest Text(string text, RequestMetadata? about = null) => new()
    {
        Prompt = new Prompt { Parts = new PromptParts("", [], text) },
        MaxTokens = 64,
        Temperature = 0,
        Metadata = about ?? About(question: text),
    };

    public static ContinuationRequest Score(string text, RequestMetadata about, params string[] continuations) => new()
    {
        Prompt = new Prompt { Parts = new PromptParts("", [], text), Continuations = continuations },
        Metadata = about,
    };

    /// <summary>Makes a model from a spec, with what the tests say of the outside world.</summary>
    public static IModel Create(IModelProvider provider, string spec, ModelContext? context = null)
    {
        var creation = provider.Create(ModelSpecParser.Parse(spec, out _)!, context ?? new ModelContext());
        return creation.Model ?? throw new InvalidOperationException(string.Join('\n', creation.Problems));
    }
}
