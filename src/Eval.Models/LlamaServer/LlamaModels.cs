namespace Eval.Models.LlamaServer;

/// <summary>Answer of <c>/v1/models</c>, as far as llama-server adds to it.</summary>
internal sealed record LlamaModels
{
    public IReadOnlyList<Entry> Data { get; init; } = [];

    internal sealed record Entry
    {
        public Meta? Meta { get; init; }
    }

    internal sealed record Meta
    {
        public int NVocab { get; init; }

        public long NParams { get; init; }

        public long Size { get; init; }
    }
}
