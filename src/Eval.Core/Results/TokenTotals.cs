using System.Text.Json.Serialization;

namespace Eval.Core.Results;

/// <summary>Tokens over all samples of a result; null where the model does not count.</summary>
/// <param name="Asked">Prompt tokens the protocol asked a scoring engine for.</param>
/// <param name="Evaluated">Prompt tokens it really computed, thanks to prefix reuse.</param>
/// <param name="Input">Prompt tokens as billed.</param>
/// <param name="Output">Generated tokens.</param>
public sealed record TokenTotals(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] long? Asked,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] long? Evaluated,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] long? Input,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] long? Output);
