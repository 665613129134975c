using Eval.Sandbox.Docker;
using NUnit.Framework;

namespace Eval.Tests.Sandbox.Docker;

[TestFixture]
internal sealed class ContainerLabelsTests
{
    [Test]
    public void A_container_of_this_process_is_owned() =>
        Assert.That(ContainerLabels.IsOwned(ContainerLabels.OfThisProcess("run")), Is.True);

    [Test]
    public void A_container_of_a_process_that_ended_is_not_owned() => Assert.That(ContainerLabels.IsOwned(With("2147483646@1")), Is.False);

    [Test]
    public void A_process_id_that_came_back_does_not_own_the_old_container() =>
        Assert.That(ContainerLabels.IsOwned(With($"{Environment.ProcessId}@1")), Is.False);

    [Test]
    public void A_container_of_another_host_is_left_alone() =>
        Assert.That(ContainerLabels.IsOwned(new Dictionary<string, string>(With("2147483646@1")) { [ContainerLabels.Host] = "another" }), Is.True);

    private static Dictionary<string, string> With(string process) => new(ContainerLabels.OfThisProcess("run")) { [ContainerLabels.Process] = process };
}
