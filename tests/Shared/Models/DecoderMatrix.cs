namespace Eval.Testing.Models;

/// <summary>A matrix of a made-up decoder as constants of its graph; which names are set depends on the precision.</summary>
/// <param name="Rows">Size of what is multiplied.</param>
/// <param name="Columns">Size of the product.</param>
/// <param name="Values">Name of the (quantised) values.</param>
/// <param name="Scale">Name of the scale or scales.</param>
/// <param name="Zero">Name of the zero point or points.</param>
internal sealed record DecoderMatrix(int Rows, int Columns, string Values, string? Scale = null, string? Zero = null);
