namespace Eval.Testing.Models;

internal sealed record DecoderLayerWeights(
    DecoderMatrix Query, DecoderMatrix Key, DecoderMatrix Value, DecoderMatrix Output, DecoderMatrix Gate, DecoderMatrix Up, DecoderMatrix Down);
