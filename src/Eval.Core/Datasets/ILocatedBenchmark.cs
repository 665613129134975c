namespace Eval.Core.Datasets;

/// <summary>A benchmark whose data lie at a known place, so that no datasets folder is searched for them.</summary>
public interface ILocatedBenchmark : IBenchmark
{
    /// <summary>The folder to hand to <see cref="IBenchmark.LoadAsync"/>.</summary>
    string Folder { get; }
}
