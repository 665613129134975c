using Eval.Core.Models;

namespace Eval.Models.Baselines;

/// <summary>Guesses. The guess is a pure function of seed, sample id and repeat, the same under every protocol.</summary>
internal sealed class RandomBaseline(ModelSpec spec, long seed) : BaselineModel(spec, version: 1, seed)
{
    private static readonly string[] Bodies = ["    return None\n", "    return 0\n", "    return 1\n", "    return True\n", "    return False\n", "    return []\n", "    return \"\"\n"];

    protected override IReadOnlyList<double> Weigh(RequestMetadata about, IReadOnlyList<string> continuations)
    {
        var random = Draw(about);
        var weights = new double[continuations.Count];
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = random.NextDouble() + 1e-9;
        }

        return weights;
    }

    protected override string WriteAnswer(RequestMetadata about, ModelRequest request)
    {
        var random = Draw(about);
        var targets = Targets(about.Benchmark);
        return AnswerForm.Final(targets.Count > 0 ? targets[random.Next(targets.Count)] : random.Next(100).ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>Returns a constant or one of the function's own arguments.</summary>
    protected override string WriteBody(RequestMetadata about, ModelRequest request)
    {
        var random = Draw(about);
        var parameters = PythonHeader.Parameters(about.Question);
        var index = random.Next(Bodies.Length + parameters.Count);
        return index < Bodies.Length ? Bodies[index] : $"    return {parameters[index - Bodies.Length]}\n";
    }

    private StableRandom Draw(RequestMetadata about) => new(seed, about.SampleId, about.Repeat);
}
