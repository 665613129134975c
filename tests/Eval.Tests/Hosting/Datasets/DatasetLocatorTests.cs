using Eval.Hosting.Datasets;
using Eval.Hosting.Planning;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.Tests.Hosting.Datasets;

public sealed class DatasetLocatorTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Create() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void The_first_named_folder_that_holds_the_benchmark_wins()
    {
        var empty = Make("empty");
        var one = Make("one", "mmlu");
        var two = Make("two", "mmlu");
        var place = new DatasetLocator([empty, one], Variable("EVAL_DATASETS", two)).Locate("mmlu", onlyMini: false, Home);
        Assert.That(place, Is.EqualTo(new DatasetPlace(one, IsMini: false)));
    }

    [Test]
    public void The_environment_comes_before_the_users_data_folder()
    {
        var named = Make("named", "mmlu");
        Make("home/datasets", "mmlu");
        Assert.That(new DatasetLocator([], Variable("EVAL_DATASETS", named)).Locate("mmlu", onlyMini: false, Home).Folder, Is.EqualTo(named));
    }

    [Test]
    public void The_quick_suite_leaves_installed_data_alone()
    {
        Make("home/datasets", "mmlu");
        Assert.That(new DatasetLocator([], Nothing).Locate("mmlu", onlyMini: true, Home).IsMini, Is.True);
    }

    [Test]
    public void Mini_items_never_stand_in_silently_for_a_named_folder()
    {
        var locator = new DatasetLocator([Make("empty")], Nothing);
        Assert.That(() => locator.Locate("mmlu", onlyMini: false, Home), Throws.TypeOf<RequestException>().With.Message.Contains("datasets pull mmlu"));
    }

    [Test]
    public void A_named_folder_that_does_not_exist_is_refused() =>
        Assert.That(() => new DatasetLocator([_folder.File("gone")], Nothing), Throws.TypeOf<RequestException>().With.Message.Contains("no such folder"));

    private string Make(string name, string? benchmark = null)
    {
        var path = _folder.File(name);
        Directory.CreateDirectory(benchmark is null ? path : Path.Combine(path, benchmark));
        return path;
    }

    private string? Home(string name) => name == "EVAL_DATA_HOME" ? _folder.File("home") : null;

    private static string? Nothing(string name) => null;

    private static Func<string, string?> Variable(string name, string value) => asked => asked == name ? value : null;
}
