using Eval.Testing;
using NUnit.Framework;

namespace Eval.Tests.Benchmarks.MultipleChoice;

/// <summary>Prompts against the goldens of PROTOCOLS.md section 4.</summary>
public sealed class ChoicePromptGoldenTests
{
    [TestCase("mmlu@lm-eval", "test", 14042, "56a5c8069586f065e885df1d2bd2a9e2906854dc8cfd657605a543a9a5a3c623")]
    [TestCase("ceval@official", "val", 1346, "8a68f61749f7bf8c2a7eb070fcf4135604f52243db952120eb0ebfd2f482543d")]
    [TestCase("ceval@lm-eval", "val", 1346, "24dc7fd90df904be3c30b254bc4883819e9c00e36a1ed402fd1d2d9bdf3b2466")]
    public void All_prompts_of_a_split_have_the_published_digest(string protocol, string split, int count, string sha256)
    {
        var data = BenchmarkFixture.Load(protocol.Split('@')[0], split);
        var bound = BenchmarkFixture.Protocol(protocol).Bind(data, sandbox: null);
        Assert.That(data.Samples, Has.Count.EqualTo(count));
        Assert.That(BenchmarkFixture.Digest(data.Samples.Select(bound.Render)), Is.EqualTo(sha256));
    }

    [TestCase("mmlu", "test")]
    [TestCase("ceval", "val")]
    public void Every_golden_file_is_met_byte_for_byte(string benchmark, string split)
    {
        var files = Directory.GetFiles(TestPaths.Shared("golden"), $"{benchmark}@*.txt");
        Assert.That(files, Is.Not.Empty);
        var data = BenchmarkFixture.Load(benchmark, split);
        Assert.Multiple(() =>
        {
            foreach (var file in files)
            {
                var name = Path.GetFileNameWithoutExtension(file).Split("__");
                var sample = data.Samples.Where(candidate => candidate.Subset == name[1]).ElementAt(int.Parse(name[2], System.Globalization.CultureInfo.InvariantCulture));
                var prompt = BenchmarkFixture.Protocol(name[0]).Bind(data, sandbox: null).Render(sample);
                Assert.That(prompt.CanonicalText, Is.EqualTo(File.ReadAllText(file)), file);
            }
        });
    }
}
