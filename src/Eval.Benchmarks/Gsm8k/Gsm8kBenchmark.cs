using Eval.Core.Datasets;
using Eval.Core.Prompts;

namespace Eval.Benchmarks.Gsm8k;

/// <summary>GSM8K: 1,319 grade-school word problems with one number as answer (Cobbe et al. 2021, https://arxiv.org/abs/2110.14168).</summary>
public sealed class Gsm8kBenchmark : IBenchmark
{
    internal const string Name = "gsm8k";
    internal const string Train = "train";
    internal const string Test = "test";

    public BenchmarkInfo Info { get; } = new()
    {
        Name = Name,
        Title = "GSM8K",
        DefaultSplit = Test,
        Splits = [Train, Test],
        Language = "en",
    };

    public IReadOnlyList<IProtocolDefinition> Protocols { get; } =
    [
        ChatProtocol.Definition,
        LmEvalCotProtocol.Definition,
        LmEvalProtocol.Definition,
        LmEvalCotZeroShotProtocol.Definition,
        QwenProtocol.Definition,
        QwenChatProtocol.Definition,
        OpenCompassProtocol.Definition,
    ];

    public Task<BenchmarkData> LoadAsync(string datasetsFolder, string split, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(datasetsFolder);
        if (!Info.Splits.Contains(split, StringComparer.Ordinal))
        {
            throw new DatasetException($"GSM8K has no split \"{split}\"; it has {string.Join(", ", Info.Splits)}.", []);
        }

        return Gsm8kReader.ReadAsync(datasetsFolder, split, cancellationToken);
    }
}
