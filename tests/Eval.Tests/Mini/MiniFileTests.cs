using System.Text;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.Tests.Mini;

internal sealed class MiniFileTests
{
    private static IEnumerable<string> Tables => Directory.EnumerateFiles(TestPaths.MiniDatasets, "*.csv", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    [Test]
    public void Both_line_ends_occur_in_the_tables()
    {
        var withReturns = Tables.Count(path => File.ReadAllText(path, Encoding.UTF8).Contains("\r\n", StringComparison.Ordinal));
        Assert.That(withReturns, Is.GreaterThan(0).And.LessThan(Tables.Count()));
    }

    [Test]
    public void Two_files_end_without_a_line_end() =>
        Assert.That(
            Directory.EnumerateFiles(TestPaths.MiniDatasets, "*", SearchOption.AllDirectories).Count(path => File.ReadAllBytes(path)[^1] != (byte)'\n'),
            Is.EqualTo(2));

    [Test]
    public void Options_that_look_like_other_types_stay_text()
    {
        var options = MiniItems.Read("mmlu", "test").Concat(MiniItems.Read("mmlu", "dev")).SelectMany(sample => sample.Choices).ToList();
        Assert.That(options, Does.Contain("None").And.Contain("4.0"));
    }

    [TestCase("\n")]
    [TestCase("\"")]
    [TestCase(",")]
    [TestCase("，")]
    public void Cells_that_readers_stumble_over_are_there(string sign)
    {
        var samples = MiniItems.Read("mmlu", "test").Concat(MiniItems.Read("mmlu", "dev")).Concat(MiniItems.Read("ceval", "val"));
        Assert.That(samples.SelectMany(sample => sample.Choices.Append(sample.Question)), Has.Some.Contains(sign));
    }
}
