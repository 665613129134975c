using Eval.Sandbox.Wasm;
using NUnit.Framework;
using Wasmtime;

namespace Eval.Tests.Sandbox.Wasm;

[TestFixture]
internal sealed class WasmBinaryTests
{
    private const string Text = """
        (module
          (import "host" "first" (func (param i64)))
          (import "host" "second" (func))
          (table 20 20 funcref)
          (memory 1)
          (global (mut i32) (i32.const 70000))
          (func $one (result i32) i32.const 1)
          (func $three (param i32 i32 i32) (result i32) local.get 2)
          (func $start)
          (export "memory" (memory 0))
          (export "_start" (func $start))
          (elem (i32.const 7) func $three $one)
          (data (i32.const 16) "abc"))
        """;

    private static readonly byte[] ThreeToOne = [0x60, 3, 0x7f, 0x7f, 0x7f, 1, 0x7f];

    private WasmBinary _module = null!;

    [SetUp]
    public void Read() => _module = new WasmBinary(Module.ConvertText(Text));

    [Test]
    public void Finds_functions_by_their_place_in_the_table_by_export_and_by_type()
    {
        Assert.That(_module.FunctionCount, Is.EqualTo(5));
        Assert.That(_module.FunctionAt(7), Is.EqualTo(3));
        Assert.That(_module.FunctionAt(8), Is.EqualTo(2));
        Assert.That(_module.ExportedFunction("_start"), Is.EqualTo(4));
        Assert.That(_module.TypeOf(3).ToArray(), Is.EqualTo(ThreeToOne));
        Assert.That(_module.TypeOf(2).ToArray(), Is.Not.EqualTo(ThreeToOne));
    }

    [TestCase(6)]
    [TestCase(9)]
    public void A_place_where_the_table_holds_nothing_is_refused(int place) =>
        Assert.That(() => _module.FunctionAt(place), Throws.TypeOf<InvalidDataException>());

    [Test]
    public void What_is_not_there_is_refused()
    {
        Assert.That(() => _module.ExportedFunction("memory"), Throws.TypeOf<InvalidDataException>());
        Assert.That(() => _module.TypeIndexOf(1), Throws.TypeOf<InvalidDataException>(), "an import");
    }

    [TestCase(0)]
    [TestCase(63)]
    [TestCase(64)]
    [TestCase(-64)]
    [TestCase(-65)]
    [TestCase(8191)]
    [TestCase(8192)]
    [TestCase(int.MaxValue)]
    [TestCase(int.MinValue)]
    public void Constants_are_read_as_they_were_written(int value)
    {
        var reader = new WasmReader(WasmBinary.Write(stream => WasmBinary.WriteConstant(stream, value)));
        reader.Skip(1);

        Assert.That(reader.Constant(), Is.EqualTo(value));
        Assert.That(reader.IsAtEnd);
    }

    [TestCase(127)]
    [TestCase(128)]
    [TestCase(int.MaxValue)]
    public void Numbers_are_read_as_they_were_written(int value) =>
        Assert.That(new WasmReader(WasmBinary.Write(stream => WasmBinary.WriteNumber(stream, value))).Number(), Is.EqualTo(value));

    [Test]
    public void The_engine_runs_what_was_rebuilt()
    {
        // A new start that calls $three(1, 2, 300) and traps unless it gives 300, in a memory that begins with other bytes.
        var code = WasmBinary.Write(stream =>
        {
            stream.WriteByte(0);
            foreach (var argument in new[] { 1, 2, 300 })
            {
                WasmBinary.WriteConstant(stream, argument);
            }

            stream.Write([WasmBinary.Call, 3]);
            WasmBinary.WriteConstant(stream, 300);
            // i32.ne, if, unreachable, end
            stream.Write([0x47, 0x04, 0x40, 0x00, WasmBinary.End, WasmBinary.End]);
        });
        var rebuilt = _module.With(new Dictionary<byte, byte[]>
        {
            [WasmBinary.FunctionSection] = _module.Append(WasmBinary.FunctionSection, [(byte)_module.TypeIndexOf(4)]),
            [WasmBinary.CodeSection] = _module.Append(WasmBinary.CodeSection, [(byte)code.Length, .. code]),
            [WasmBinary.ExportSection] = WasmBinary.Write(stream =>
            {
                stream.WriteByte(1);
                WasmBinary.WriteName(stream, "run");
                stream.Write([WasmBinary.IsFunction, (byte)_module.FunctionCount]);
            }),
        });

        using var engine = new Engine();
        using var module = Module.FromBytes(engine, "rebuilt", rebuilt);
        using var linker = new Linker(engine);
        linker.DefineFunction("host", "first", (long _) => { });
        linker.DefineFunction("host", "second", () => { });
        using var store = new Store(engine);
        var run = linker.Instantiate(store, module).GetAction("run")!;
        Assert.That(() => run(), Throws.Nothing);
    }
}
