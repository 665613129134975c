using NUnit.Framework;

namespace Eval.Testing;

/// <summary>Parts of the machine a test needs. A missing part skips the test visibly, unless EVAL_REQUIRE names it: then it fails.</summary>
public static class Require
{
    /// <summary>Skips or fails the running test when a part is missing.</summary>
    /// <param name="part">Name as in EVAL_REQUIRE: <c>docker</c>, <c>podman</c>, <c>registry</c>, <c>wasm</c>, <c>llama-server</c>, <c>browser</c>, <c>llamasharp</c>, <c>shared</c>.</param>
    /// <param name="isThere">Whether the part works here.</param>
    /// <param name="why">What is missing and how to get it.</param>
    public static void Part(string part, bool isThere, string why)
    {
        if (isThere)
        {
            return;
        }

        if (IsRequired(part))
        {
            Assert.Fail($"EVAL_REQUIRE names {part}, but: {why}");
        }

        Assert.Ignore($"{part}: {why}");
    }

    public static bool IsRequired(string part) =>
        (Environment.GetEnvironmentVariable("EVAL_REQUIRE") ?? "")
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Contains(part, StringComparer.OrdinalIgnoreCase);
}
