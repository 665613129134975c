using Eval.Benchmarks.Gsm8k;
using Eval.Core.Datasets;
using Eval.Core.Prompts;

namespace Eval.Tests.Benchmarks.Gsm8k;

internal static class Gsm8kProtocols
{
    public static IProtocol Bind(string name, BenchmarkData data) =>
        new Gsm8kBenchmark().Protocols.Single(protocol => protocol.Info.Name == name).Bind(data, sandbox: null);
}
