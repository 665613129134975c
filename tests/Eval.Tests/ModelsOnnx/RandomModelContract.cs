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
[TestFixture("without_position_ids_and_attention_mask")]
[TestFixture("without_past_position_ids_and_attention_mask")]
[TestFixture("without_past_and_position_ids")]
[TestFixture("without_past_and_attention_mask")]
[TestFixture("merged_without_position_ids")]
[TestFixture("merged_without_attention_mask")]
[TestFixture("merged_without_position_ids_and_attention_mask")]
[TestFixture("merged_multi_head_attention")]
[TestFixture("merged_grouped_query_attention")]
[TestFixture("merged_grouped_query_attention_half_precision")]
[TestFixture("multi_head_attention")]
[TestFixture("multi_head_attention_without_position_ids")]
[TestFixture("bfloat16_weights")]
[TestFixture("int8")]
[TestFixture("merged_int8")]
[TestFixture("int4")]
[TestFixture("int4_quick")]
[TestFixture("rotary_operator")]
[TestFixture("rotary_operator_without_position_ids")]
[TestFixture("grouped_query_attention")]
[TestFixture("grouped_query_attention_with_position_ids")]
[TestFixture("grouped_query_attention_int4")]
[TestFixture("grouped_query_attention_half_precision")]
public sealed class RandomModelContract(string layout) : ContinuationScorerContract, IDisposable
{
    private RandomModelFolder? _folder;

    protected override double Tolerance => layout.Contains("half_precision", StringComparison.Ordinal) ? 0.02 : layout.Contains("int4_quick", StringComparison.Ordinal) ? 1e-3 : 1e-4;

    // One scale for all activations computed together: what is read in other pieces is rounded otherwise.
    protected override double PartsTolerance => layout.Contains("int8", StringComparison.Ordinal) ? 2 : Tolerance;

    protected override bool KeepsBeginnings => !layout.StartsWith("without_past", StringComparison.Ordinal) && !layout.Contains("int8", StringComparison.Ordinal);

    protected override async Task<IModel> OpenAsync()
    {
        var shape = RandomDecoderShape.Tiny with { ContextLength = 512, Vocabulary = 300 };
        var grouped = shape with { Hidden = 64, HasPositionIds = false, Operators = RandomDecoderOperators.Grouped };
        var rotary = shape with { Hidden = 64, Operators = RandomDecoderOperators.Rotary };
        var multiHead = shape with { Hidden = 64, KeyValueHeads = shape.Heads, Operators = RandomDecoderOperators.MultiHead };
        _folder = new RandomModelFolder(layout switch
        {
            "without_past" => shape with { HasCache = false },
            "merged" => shape with { IsMerged = true },
            "half_precision" => shape with { Precision = RandomDecoderPrecision.Half },
            "without_position_ids" => shape with { HasPositionIds = false },
            "without_attention_mask" => shape with { HasAttentionMask = false },
            "without_position_ids_and_attention_mask" => shape with { HasPositionIds = false, HasAttentionMask = false },
            "without_past_position_ids_and_attention_mask" => shape with { HasCache = false, HasPositionIds = false, HasAttentionMask = false },
            "without_past_and_position_ids" => shape with { HasCache = false, HasPositionIds = false },
            "without_past_and_attention_mask" => shape with { HasCache = false, HasAttentionMask = false },
            "merged_without_attention_mask" => shape with { IsMerged = true, HasAttentionMask = false },
            "merged_without_position_ids_and_attention_mask" => shape with { IsMerged = true, HasPositionIds = false, HasAttentionMask = false },
            "merged_multi_head_attention" => multiHead with { IsMerged = true },
            "merged_grouped_query_attention" => grouped with { IsMerged = true },
            "merged_grouped_query_attention_half_precision" => grouped with { IsMerged = true, Precision = RandomDecoderPrecision.Half },
            "multi_head_attention" => multiHead,
            "multi_head_attention_without_position_ids" => multiHead with { HasPositionIds = false },
            "bfloat16_weights" => shape with { Precision = RandomDecoderPrecision.BrainStored },
            "merged_without_position_ids" => shape with { IsMerged = true, HasPositionIds = false },
            "int8" => shape with { Precision = RandomDecoderPrecision.EightBits },
            "merged_int8" => shape with { IsMerged = true, Precision = RandomDecoderPrecision.EightBits },
            "int4" => shape with { Precision = RandomDecoderPrecision.FourBits },
            "int4_quick" => shape with { Precision = RandomDecoderPrecision.FourBitsQuick },
            "rotary_operator" => rotary,
            "rotary_operator_without_position_ids" => rotary with { HasPositionIds = false },
            "grouped_query_attention" => grouped,
            "grouped_query_attention_with_position_ids" => grouped with { HasPositionIds = true },
            "grouped_query_attention_int4" => grouped with { Precision = RandomDecoderPrecision.FourBits },
            "grouped_query_attention_half_precision" => grouped with { Precision = RandomDecoderPrecision.Half },
            _ => shape,
        });
        var model = OnnxTestModels.Open(_folder.Path);
        await model.CheckAsync(default);
        return model;
    }

    public void Dispose() => _folder?.Dispose();
}
