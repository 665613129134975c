using System.Security.Cryptography;
using Eval.Sandbox.Wasm;
using Eval.Testing;
using NUnit.Framework;
using Wasmtime;

namespace Eval.Tests.Sandbox.Wasm;

[TestFixture]
internal sealed class ModuleCacheTests
{
    /// <summary>The smallest modules there are: nothing but the header, and the header with an empty section.</summary>
    private static readonly byte[] Nothing = [0, (byte)'a', (byte)'s', (byte)'m', 1, 0, 0, 0];
    private static readonly byte[] AlmostNothing = [.. Nothing, 0, 2, 1, (byte)'x'];

    private readonly List<string> _compiled = [];
    private TemporaryFolder _folder = null!;
    private Engine _engine = null!;

    [SetUp]
    public void Make()
    {
        _folder = new TemporaryFolder();
        _engine = new Engine();
        _compiled.Clear();
    }

    [TearDown]
    public void Remove()
    {
        _engine.Dispose();
        _folder.Dispose();
    }

    [Test]
    public void A_module_is_compiled_once()
    {
        Load(Cache(Nothing));
        Load(Cache(Nothing));

        Assert.That(_compiled, Has.Count.EqualTo(1));
    }

    [Test]
    public void Another_engine_version_or_processor_compiles_it_again_and_leaves_the_first_alone()
    {
        Load(Cache(Nothing, "wasmtime 1, a processor with AVX"));
        Load(Cache(Nothing, "wasmtime 2, a processor without"));
        Load(Cache(Nothing, "wasmtime 1, a processor with AVX"));

        Assert.That(_compiled, Has.Count.EqualTo(2));
    }

    [Test]
    public void Another_interpreter_is_compiled_for_itself()
    {
        Load(Cache(Nothing));
        Load(Cache(AlmostNothing), AlmostNothing);

        Assert.That(_compiled, Has.Count.EqualTo(2));
    }

    [TestCase("cut", TestName = "A_torn_file_is_compiled_again_not_loaded")]
    [TestCase("flipped", TestName = "A_file_with_one_wrong_bit_in_its_code_is_compiled_again_not_loaded")]
    [TestCase("replaced", TestName = "A_file_that_is_something_else_is_compiled_again_not_loaded")]
    [TestCase("without checksum", TestName = "A_file_without_its_checksum_is_compiled_again_not_loaded")]
    public void Damage(string damage)
    {
        var cache = Cache(Nothing);
        Load(cache);
        var whole = File.ReadAllBytes(cache.CompiledFile);
        byte[] damaged = damage switch { "cut" => whole[..(whole.Length / 2)], "flipped" => Flip(whole), "replaced" => [1, 2, 3], _ => whole };
        File.WriteAllBytes(cache.CompiledFile, damaged);
        if (damage == "without checksum")
        {
            File.Delete(cache.ChecksumFile);
        }

        Load(cache);
        Load(cache);

        Assert.That(_compiled, Has.Count.EqualTo(2), "compiled for the damage, then loaded again");
        Assert.That(File.ReadAllBytes(cache.CompiledFile), Is.Not.EqualTo(damage == "without checksum" ? [] : damaged));
    }

    [Test]
    public void A_whole_file_that_the_engine_refuses_is_compiled_again()
    {
        var cache = Cache(Nothing);
        Load(cache);
        File.WriteAllBytes(cache.CompiledFile, [1, 2, 3]);
        File.WriteAllText(cache.ChecksumFile, Convert.ToHexStringLower(SHA256.HashData([1, 2, 3])));

        Load(cache);

        Assert.That(_compiled, Has.Count.EqualTo(2));
    }

    [Test]
    public void A_folder_that_cannot_be_written_only_costs_the_cache()
    {
        var file = _folder.Write("file", "");
        var cache = new ModuleCache(Path.Combine(file, "below"), Digest(Nothing));

        Load(cache);
        Load(cache);

        Assert.That(_compiled, Has.Count.EqualTo(2));
    }

    private ModuleCache Cache(byte[] module, string? key = null) => new(_folder.File("cache"), Digest(module), key);

    private void Load(ModuleCache cache, byte[]? module = null)
    {
        using var loaded = cache.Load(_engine, () => module ?? Nothing, new Sink(_compiled));
        Assert.That(loaded.Imports, Is.Empty);
    }

    private static string Digest(byte[] module) => Convert.ToHexStringLower(SHA256.HashData(module));

    private static byte[] Flip(byte[] whole)
    {
        byte[] flipped = [.. whole];
        flipped[whole.Length * 3 / 4] ^= 1;
        return flipped;
    }

    private sealed class Sink(List<string> into) : IProgress<string>
    {
        public void Report(string value) => into.Add(value);
    }
}
