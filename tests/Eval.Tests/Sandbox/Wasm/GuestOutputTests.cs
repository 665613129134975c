using System.Text;
using Eval.Sandbox.Wasm;
using NUnit.Framework;

namespace Eval.Tests.Sandbox.Wasm;

[TestFixture]
internal sealed class GuestOutputTests
{
    private readonly GuestLimits _limits = new(TimeProvider.System);

    [Test]
    public void Messages_go_to_the_peer_and_output_to_the_tail_however_the_bytes_are_cut([Values(1, 3, 7, 100)] int size)
    {
        var pipe = new BytePipe();
        var output = new GuestOutput(pipe, mayJudge: false, _limits);
        byte[] bytes = [.. Frame('o', "seen"), .. Frame('m', "{}"), .. Frame('o', "!")];

        foreach (var chunk in bytes.Chunk(size))
        {
            output.Write(chunk);
        }

        var received = new byte[100];
        pipe.Complete();
        var count = 0;
        while (pipe.Read(received.AsSpan(count), _limits) is var taken and > 0)
        {
            count += taken;
        }

        Assert.That(output.Stdout.ToString(), Is.EqualTo("seen!"));
        Assert.That(received.AsSpan(0, count).ToArray(), Is.EqualTo(new byte[] { 0, 0, 0, 2, (byte)'{', (byte)'}' }));
    }

    [Test]
    public void A_candidate_cannot_give_a_verdict() =>
        Assert.That(() => new GuestOutput(new BytePipe(), mayJudge: false, _limits).Write(Frame('v', "P")), Throws.InstanceOf<GuestStoppedException>());

    [Test]
    public void Only_the_first_verdict_counts()
    {
        var output = new GuestOutput(null, mayJudge: true, _limits);
        output.Write(Frame('v', "nonceF"));

        Assert.That(() => output.Write(Frame('v', "nonceP")), Throws.InstanceOf<GuestStoppedException>());
        Assert.That(Encoding.ASCII.GetString(output.Verdict!), Is.EqualTo("nonceF"));
    }

    [TestCase(new byte[] { (byte)'x', 0, 0, 0, 1, 0 })]
    [TestCase(new byte[] { (byte)'o', 0xFF, 0, 0, 0 })]
    [TestCase(new byte[] { (byte)'o', 0x7F, 0xFF, 0xFF, 0xFF })]
    public void What_is_not_a_frame_stops_the_instance(byte[] bytes) =>
        Assert.That(() => new GuestOutput(new BytePipe(), mayJudge: true, _limits).Write(bytes), Throws.InstanceOf<GuestStoppedException>());

    [Test]
    public void Only_the_tail_of_the_output_is_kept()
    {
        var tail = new OutputTail();
        tail.Add(Encoding.ASCII.GetBytes(new string('a', 10_000)));
        tail.Add("end"u8);

        Assert.That(tail.ToString(), Is.EqualTo(new string('a', 8189) + "end"));
    }

    [Test]
    public void More_than_64_megabytes_of_output_stop_the_instance()
    {
        var tail = new OutputTail();
        var block = new byte[1 << 20];
        for (var index = 0; index < 64; index++)
        {
            tail.Add(block);
        }

        Assert.That(() => tail.Add("x"u8), Throws.InstanceOf<GuestStoppedException>());
    }

    private static byte[] Frame(char kind, string text) => [(byte)kind, 0, 0, 0, (byte)text.Length, .. Encoding.ASCII.GetBytes(text)];
}
