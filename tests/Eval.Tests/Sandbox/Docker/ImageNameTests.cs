using Eval.Sandbox.Docker;
using NUnit.Framework;

namespace Eval.Tests.Sandbox.Docker;

[TestFixture]
internal sealed class ImageNameTests
{
    [TestCase("python", "python", "latest")]
    [TestCase("python:3.12-slim", "python", "3.12-slim")]
    [TestCase("registry:5000/python", "registry:5000/python", "latest")]
    [TestCase("registry:5000/python:3.12", "registry:5000/python", "3.12")]
    [TestCase("python@sha256:abc", "python", "sha256:abc")]
    [TestCase("python:3.12@sha256:abc", "python", "sha256:abc")]
    public void A_name_is_taken_apart_for_a_pull(string name, string repository, string tag) =>
        Assert.That(ImageName.Split(name), Is.EqualTo((repository, tag)));
}
