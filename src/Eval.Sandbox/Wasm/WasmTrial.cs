using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Eval.Core.Scoring;
using Eval.Sandbox.Judging;

namespace Eval.Sandbox.Wasm;

/// <summary>One program under judgement: its instances, the pipes between them, and what came of it.</summary>
internal sealed class WasmTrial
{
    private readonly string _nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
    private readonly SandboxRequest _request;
    private readonly Guest? _candidate;
    private readonly Guest _judge;

    public WasmTrial(WasmHost host, SandboxRequest request, JudgingMode judging, TimeProvider time)
    {
        _request = request;
        var toJudge = new BytePipe();
        if (judging == JudgingMode.One)
        {
            _judge = Create(host, toJudge, peer: null, mayJudge: true, time);
            Send(toJudge, writer =>
            {
                writer.WriteString("role", "together");
                writer.WriteString("nonce", _nonce);
                writer.WriteString("program", request.Program);
            });
            return;
        }

        var toCandidate = new BytePipe();
        _judge = Create(host, toJudge, toCandidate, mayJudge: true, time);
        _candidate = Create(host, toCandidate, toJudge, mayJudge: false, time);
        Send(toJudge, writer =>
        {
            writer.WriteString("role", "judge");
            writer.WriteString("nonce", _nonce);
        });
        SendProgram(toCandidate);
    }

    public void Stop()
    {
        _judge.Stop();
        _candidate?.Stop();
    }

    public async Task<JudgeReply> RunAsync()
    {
        _judge.Start();
        _candidate?.Start();
        var candidateEnd = GuestEnd.Exited;
        var isCandidateFirst = false;
        if (_candidate is not null)
        {
            isCandidateFirst = await Task.WhenAny(_judge.Ended, _candidate.Ended) == _candidate.Ended;
            if (isCandidateFirst)
            {
                // The judge sees the end of its pipe and says so.
                _judge.State.Input.Complete();
                await Task.WhenAny(_judge.Ended, Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, CancellationToken.None));
                _judge.Stop();
            }
        }

        var judgeEnd = await _judge.Ended;
        if (_candidate is not null)
        {
            _candidate.Stop();
            candidateEnd = await _candidate.Ended;
        }

        return Reply(judgeEnd, isCandidateFirst ? candidateEnd : null);
    }

    private Guest Create(WasmHost host, BytePipe input, BytePipe? peer, bool mayJudge, TimeProvider time)
    {
        var limits = new GuestLimits(time);
        var state = new GuestState(input, new GuestOutput(peer, mayJudge, limits), limits, time);
        // Until it reads its first message it is the interpreter that runs, not the program.
        state.FirstRead = () => limits.Start(_request.CpuLimit, _request.WallLimit);
        return new Guest(host, state);
    }

    private void SendProgram(BytePipe pipe)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("role", "candidate");
            writer.WriteString("program", _request.Program);
            writer.WriteEndObject();
        }

        WriteMessage(pipe, stream.ToArray());
    }

    private void Send(BytePipe pipe, Action<Utf8JsonWriter> fields)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            fields(writer);
            writer.WritePropertyName("job");
            writer.WriteRawValue(Frames.Job(_request));
            writer.WriteEndObject();
        }

        WriteMessage(pipe, stream.ToArray());
    }

    private static void WriteMessage(BytePipe pipe, byte[] message)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, message.Length);
        pipe.Write(length, limits: null);
        pipe.Write(message, limits: null);
    }

    /// <param name="judgeEnd">How the judge ended.</param>
    /// <param name="candidateEnd">How the candidate ended, if it did before the judge; else null.</param>
    private JudgeReply Reply(GuestEnd judgeEnd, GuestEnd? candidateEnd)
    {
        var (letter, message) = ReadVerdict();
        var why = "";
        var guilty = _candidate ?? _judge;
        if (candidateEnd is { } end && letter is not ("F" or "M"))
        {
            (letter, why) = Explain(end, _candidate!);
        }
        else if (letter.Length == 0)
        {
            (letter, why) = Explain(judgeEnd, _judge);
        }

        var cpu = _judge.State.Limits.CpuUsed + (_candidate?.State.Limits.CpuUsed ?? TimeSpan.Zero);
        var header = new ReplyHeader { Ok = true, Code = letter, Why = why, Cpu = cpu.TotalSeconds };
        return new JudgeReply(header, message, guilty.State.Output.Stdout.ToString(), guilty.State.Stderr.ToString());
    }

    private (string Letter, string Message) ReadVerdict()
    {
        var verdict = _judge.State.Output.Verdict;
        var nonce = Encoding.ASCII.GetBytes(_nonce);
        return verdict is not null && verdict.Length > nonce.Length && verdict.AsSpan(0, nonce.Length).SequenceEqual(nonce)
            ? (((char)verdict[nonce.Length]).ToString(), Encoding.UTF8.GetString(verdict.AsSpan(nonce.Length + 1)))
            : ("", "");
    }

    private static (string Letter, string Why) Explain(GuestEnd end, Guest guest) => end switch
    {
        GuestEnd.CpuLimit => ("T", ""),
        GuestEnd.WallLimit => ("W", ""),
        GuestEnd.OutputLimit => ("O", ""),
        GuestEnd.Exited => ("X", $"exited with code {guest.State.ExitCode} before the tests had ended"),
        GuestEnd.Garbled => ("X", "wrote to the connection between program and tests"),
        GuestEnd.Trapped => ("X", $"WebAssembly trap: {guest.TrapMessage}"),
        _ => ("X", "was stopped"),
    };
}
