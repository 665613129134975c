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

    [TestCase("python@sha256:asked", "python@sha256:other", "sha256:asked")]
    [TestCase("python:3.12", "mirror/python@sha256:other docker.io/library/python@sha256:right", "sha256:right")]
    [TestCase("127.0.0.1:5000/python:3.12", "python@sha256:other 127.0.0.1:5000/python@sha256:right", "sha256:right")]
    [TestCase("renamed:latest", "python@sha256:first python@sha256:second", "sha256:first")]
    [TestCase("built-here:latest", "", null)]
    public void The_digest_that_is_recorded_is_the_registrys(string asked, string known, string? digest) =>
        Assert.That(ImageName.Digest(asked, known.Split(' ', StringSplitOptions.RemoveEmptyEntries)), Is.EqualTo(digest));
}
