namespace Eval.Performance;

/// <summary>One benchmark program, found by its type: <c>dotnet run -c Release --project tests/Eval.Performance -- NAME …</c>.</summary>
internal interface IPerformanceProgram
{
    string Name { get; }

    string Description { get; }

    /// <summary>Runs and prints its measurements; 0 when every stated ratio was met.</summary>
    Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken);
}
