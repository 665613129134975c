using Eval.Core.Models;
using Eval.Testing;
using Eval.Testing.Models;
using NUnit.Framework;

namespace Eval.Tests.ModelsOnnx;

/// <summary>The contract on every layout: these need no test data, so batching, cache and binding are always tested.</summary>
[TestFixture("with_past")]
[TestFixture("without_past")]
[TestFixture("merged")]
[TestFixture("half_precision")]
[TestFixture("without_position_ids")]
[TestFixture("without_attention_mask")]
public sealed class RandomModelContract(string layout) : ContinuationScorerContract, IDisposable
{
    private RandomModelFolder? _folder;

    protected override double Tolerance => layout == "half_precision" ? 0.02 : 1e-4;

    protected override bool KeepsBeginnings => layout != "without_past";

    protected override async Task<IModel> OpenAsync()
    {
        var shape = RandomDecoderShape.Tiny with { ContextLength = 512 };
        _folder = new RandomModelFolder(layout switch
        {
            "without_past" => shape with { HasCache = false },
            "merged" => shape with { IsMerged = true },
            "half_precision" => shape with { IsHalf = true },
            "without_position_ids" => shape with { HasPositionIds = false },
            "without_attention_mask" => shape with { HasAttentionMask = false },
            _ => shape,
        });
        var model = OnnxTestModels.Open(_folder.Path);
        if (layout != "half_precision")
        {
            await model.CheckAsync(default);
        }
        else
        {
            // A random model in half precision need not meet the check's tolerance; loading it is enough here.
            await model.GenerateAsync(OnnxTestModels.Continue("The", 1), default);
        }

        return model;
    }

    public void Dispose() => _folder?.Dispose();
}
