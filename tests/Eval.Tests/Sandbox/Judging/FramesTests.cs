using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Eval.Core.Scoring;
using Eval.Sandbox.Judging;
using NUnit.Framework;

namespace Eval.Tests.Sandbox.Judging;

[TestFixture]
internal sealed class FramesTests
{
    [Test]
    public void The_tests_are_in_the_job_and_not_in_the_header_or_program()
    {
        var request = new SandboxRequest { Language = "python", Program = "PROGRAM 中", Exports = ["f"], Tests = "TESTS", Prelude = "PRELUDE", Invocation = "CALL" };

        var frame = Frames.Write(request, JudgingMode.Split, 7);

        var headerLength = BinaryPrimitives.ReadInt32BigEndian(frame);
        using var header = JsonDocument.Parse(frame.AsMemory(4, headerLength));
        var programLength = header.RootElement.GetProperty("program").GetInt32();
        var program = Encoding.UTF8.GetString(frame, 4 + headerLength, programLength);
        var job = Encoding.UTF8.GetString(frame.AsSpan(4 + headerLength + programLength));
        Assert.That(header.RootElement.ToString(), Is.EqualTo($$"""{"id":7,"mode":"split","cpu":3,"wall":6,"program":{{programLength}},"job":{{job.Length}}}"""));
        Assert.That(program, Is.EqualTo("PROGRAM 中"));
        Assert.That(job, Is.EqualTo("""{"prelude":"PRELUDE","exports":["f"],"tests":"TESTS","invocation":"CALL","objects":false}"""));
    }

    [Test]
    public async Task A_reply_comes_apart_into_header_message_and_output()
    {
        var reply = await ReadAsync("""{"id":7,"ok":true,"code":"F","why":"","cpu":0.5,"wall":1,"sizes":[3,2,1]}""", "abcdef");

        Assert.That((reply.Header.Id, reply.Header.Ok, reply.Header.Code, reply.Header.Cpu), Is.EqualTo((7L, true, "F", 0.5)));
        Assert.That((reply.Message, reply.Stdout, reply.Stderr), Is.EqualTo(("abc", "de", "f")));
    }

    [TestCase("""{"sizes":[-1]}""")]
    [TestCase("""{"sizes":[99999999]}""")]
    [TestCase("nonsense")]
    public void What_is_not_a_reply_is_refused(string header) =>
        Assert.That(async () => await ReadAsync(header, ""), Throws.InstanceOf<InvalidDataException>());

    [Test]
    public void A_stream_that_ends_early_is_no_reply() =>
        Assert.That(async () => await ReadAsync("""{"sizes":[5]}""", "ab"), Throws.InstanceOf<EndOfStreamException>());

    private static Task<JudgeReply> ReadAsync(string header, string parts)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, header.Length);
        var stream = new MemoryStream([.. length, .. Encoding.UTF8.GetBytes(header + parts)]);
        return Frames.ReadAsync(async (target, token) => await stream.ReadExactlyAsync(target, token), CancellationToken.None);
    }
}
