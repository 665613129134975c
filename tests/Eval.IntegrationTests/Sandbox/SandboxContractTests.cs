using System.Diagnostics;
using System.Globalization;
using Eval.Core.Scoring;
using NUnit.Framework;

namespace Eval.IntegrationTests.Sandbox;

/// <summary>What every sandbox must do with good and hostile programs.</summary>
internal abstract class SandboxContractTests
{
    private const string Secret = "EVAL_HOSTILE_SECRET";

    private ISandbox? _sandbox;

    protected static IEnumerable<TestCaseData> HostilePrograms => HostileProgram.All.Select(program => new TestCaseData(program).SetArgDisplayNames(program.Name));

    private protected ISandbox Sandbox => _sandbox!;

    private protected abstract Task<ISandbox> StartAsync(string runId);

    /// <summary>Containers of a run that are still there, after a while.</summary>
    private protected virtual Task<IReadOnlyList<string>> ContainersLeftAsync(string runId) => Task.FromResult<IReadOnlyList<string>>([]);

    /// <summary>The verdicts that this sandbox may give.</summary>
    private protected abstract IReadOnlyList<SandboxVerdict> Allowed(HostileProgram program);

    /// <summary>Where processors are few and busy, a program reaches its wall limit before its CPU limit.</summary>
    private IEnumerable<SandboxVerdict> AllowedUnderLoad(HostileProgram program) =>
        Allowed(program).Contains(SandboxVerdict.CpuTimeout) && MachineLoad.Factor > 1.5 ? Allowed(program).Append(SandboxVerdict.WallTimeout) : Allowed(program);

    /// <summary>Taking memory is work for the kernel: where processors are busy, a program gets the time to reach its memory limit before its wall limit.</summary>
    private static SandboxRequest Request(HostileProgram program) =>
        program.Name.StartsWith("memory-", StringComparison.Ordinal) ? program.Request with { WallLimit = program.Request.WallLimit * MachineLoad.Factor } : program.Request;

    [OneTimeSetUp]
    public async Task Start()
    {
        Environment.SetEnvironmentVariable(Secret, "1");
        _sandbox = await StartAsync("contract");
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        Environment.SetEnvironmentVariable(Secret, null);
        if (_sandbox is not null)
        {
            await _sandbox.DisposeAsync();
        }
    }

    [Test]
    public void There_are_hostile_programs_of_every_class() =>
        Assert.That(
            HostileProgram.All.GroupBy(program => program.Name.Split('-')[0]).Select(group => (group.Key, group.Count())).Where(group => group.Item2 >= 4).Select(group => group.Key),
            Is.SupersetOf(new[] { "exit", "endless", "processes", "memory", "output", "disk", "reach", "fool" }));

    [TestCaseSource(nameof(HostilePrograms))]
    public async Task A_hostile_program_is_judged_right_and_leaves_the_next_one_alone(HostileProgram program)
    {
        var clock = Stopwatch.StartNew();
        var result = await Sandbox.RunAsync(Request(program), CancellationToken.None);
        var took = clock.Elapsed;
        var next = await Sandbox.RunAsync(GoodProgram.Request, CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Verdict, Is.AnyOf([.. AllowedUnderLoad(program).Cast<object>()]), result.ToString());
            Assert.That(result.Stdout + result.Stderr + result.Message, Does.Not.Contain('\e'));
            Assert.That(result.Stdout.Length, Is.LessThanOrEqualTo(8192));
            Assert.That(took, Is.LessThan(TimeSpan.FromSeconds(40) * MachineLoad.Factor));
            Assert.That(next.Verdict, Is.EqualTo(SandboxVerdict.Passed), next.ToString());
        }
    }

    [Test]
    public async Task All_hostile_programs_together_end_within_two_minutes_none_passes_and_nothing_of_them_is_left()
    {
        var runId = Guid.NewGuid().ToString("N");
        var processes = HostState.ProcessesOfPrograms();
        var host = HostState.Read();
        var clock = Stopwatch.StartNew();
        (HostileProgram Program, SandboxResult Result)[] results;
        await using (var sandbox = await StartAsync(runId))
        {
            results = await Task.WhenAll(HostileProgram.All.Select(async program => (program, await sandbox.RunAsync(program.Request, CancellationToken.None))));
        }

        var took = clock.Elapsed;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await ContainersLeftAsync(runId), Is.Empty);
            Assert.That(await HostState.ProcessesLeftAsync(processes, TimeSpan.FromSeconds(20) * MachineLoad.Factor), Is.Empty);
            Assert.That(HostState.Read(), Is.EqualTo(host));
            Assert.That(results, Has.Length.GreaterThanOrEqualTo(60));
            Assert.That(results.Where(item => item.Result.Verdict is SandboxVerdict.Passed or SandboxVerdict.SandboxError), Is.Empty);
            Assert.That(took, Is.LessThan(TimeSpan.FromMinutes(2) * MachineLoad.Factor));
        }

        TestContext.Out.WriteLine($"{results.Length} hostile programs in {took.TotalSeconds:0.0} s; the longest, with the seconds of their last try:");
        foreach (var (program, result) in results.OrderByDescending(item => item.Result.WallTime * item.Result.Attempts).Take(30))
        {
            TestContext.Out.WriteLine($"{program.Name}: {result.Verdict}, {result.Attempts} tries, wall {result.WallTime.TotalSeconds:0.00}, cpu {result.CpuTime.TotalSeconds:0.00}");
        }
    }

    [Test]
    public async Task All_reference_solutions_of_HumanEval_pass()
    {
        var requests = HumanEvalRequests.Read();

        var results = await Task.WhenAll(requests.Select(async item => (item.Id, Result: await Sandbox.RunAsync(item.Request, CancellationToken.None))));

        Assert.That(results.Where(item => item.Result.Verdict != SandboxVerdict.Passed).Select(item => $"{item.Id}: {item.Result}"), Is.Empty);
        Assert.That(results, Has.Length.EqualTo(164));
    }

    [Test]
    public async Task Empty_completions_of_HumanEval_all_fail()
    {
        var requests = HumanEvalRequests.Read();

        var results = await Task.WhenAll(requests.Select(item => Sandbox.RunAsync(item.Request with { Program = item.Request.Prelude }, CancellationToken.None)));

        Assert.That(results.Count(result => result.Verdict == SandboxVerdict.Passed), Is.Zero);
    }

    [Test]
    public async Task Two_runs_of_one_program_draw_different_numbers_and_see_the_clock_of_today()
    {
        // Processes are forks and instances are copies of one: what makes them differ must be made anew.
        var request = GoodProgram.Request with
        {
            Program = """
                import os, random, time, uuid
                print(random.random(), random.Random().random(), os.urandom(8).hex(), uuid.uuid4(), sep="\n")
                print(int(time.time()))
                def double(x):
                    return 2 * x
                """,
        };

        var first = await Sandbox.RunAsync(request, CancellationToken.None);
        var second = await Sandbox.RunAsync(request, CancellationToken.None);

        var lines = first.Stdout.TrimEnd().Split('\n');
        var others = second.Stdout.TrimEnd().Split('\n');
        Assert.That((lines.Length, others.Length), Is.EqualTo((5, 5)), $"{first} {second}");
        Assert.That(lines.Take(4).Intersect(others.Take(4)), Is.Empty);
        Assert.That(long.Parse(others[4], CultureInfo.InvariantCulture), Is.EqualTo(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()).Within(60));
    }

    [Test]
    public async Task A_failed_assertion_names_the_line_of_the_tests()
    {
        var result = await Sandbox.RunAsync(
            GoodProgram.Request with { Program = "def double(x):\n    print('seen', x)\n    return x\n", Tests = "assert double(0) == 0\nassert double(2) == 4\n" },
            CancellationToken.None);

        Assert.That(result.Verdict, Is.EqualTo(SandboxVerdict.Failed));
        Assert.That(result.Message, Is.EqualTo("AssertionError (tests line 2: assert double(2) == 4)"));
        Assert.That(result.Stdout, Is.EqualTo("seen 0\nseen 2\n"));
    }

    [Test]
    public async Task A_traceback_of_the_program_stands_on_stderr()
    {
        var result = await Sandbox.RunAsync(GoodProgram.Request with { Program = "def double(x):\n    return x.missing\n" }, CancellationToken.None);

        Assert.That(result.Message, Does.StartWith("AttributeError: 'int' object has no attribute 'missing'"));
        Assert.That(result.Stderr, Does.Contain("File \"<program>\", line 2, in double"));
    }

    [Test]
    public async Task Cancelling_stops_the_program_and_the_sandbox_goes_on()
    {
        using var stop = new CancellationTokenSource();
        var running = Sandbox.RunAsync(GoodProgram.Request with { Program = "while True: pass" }, stop.Token);
        await stop.CancelAsync();

        Assert.That(async () => await running, Throws.InstanceOf<OperationCanceledException>());
        Assert.That((await Sandbox.RunAsync(GoodProgram.Request, CancellationToken.None)).Verdict, Is.EqualTo(SandboxVerdict.Passed));
    }

    [TestCaseSource(typeof(PlainValues), nameof(PlainValues.All))]
    public async Task A_value_passes_between_program_and_tests_as_it_is(string value)
    {
        var result = await Sandbox.RunAsync(
            GoodProgram.Request with { Program = "def same(x):\n    return x\n", Exports = ["same"], Tests = $"{PlainValues.Imports}\nvalue = {value}\nback = same(value)\nassert back == value and type(back) is type(value), back\n" },
            CancellationToken.None);

        Assert.That(result.Verdict, Is.EqualTo(SandboxVerdict.Passed), result.Message);
    }

    [Test]
    public async Task A_benchmark_of_classes_and_in_place_functions_is_served_when_it_asks_for_objects()
    {
        var request = GoodProgram.Request with
        {
            Program = """
                class Stack:
                    def __init__(self):
                        self.items = []
                    def push(self, item):
                        self.items.append(item)
                    def pop(self):
                        return self.items.pop()

                def sort_in_place(items):
                    items.sort()
                """,
            Exports = ["Stack", "sort_in_place"],
            Tests = "stack = Stack()\nstack.push(3)\nstack.push(4)\nassert stack.pop() == 4 and stack.items == [3]\nitems = [3, 1, 2]\nsort_in_place(items)\nassert items == [1, 2, 3]\n",
        };

        Assert.That((await Sandbox.RunAsync(request with { AllowObjects = true }, CancellationToken.None)).Message, Is.Null);
        Assert.That((await Sandbox.RunAsync(request, CancellationToken.None)).Verdict, Is.EqualTo(SandboxVerdict.Failed));
    }

    [Test]
    public async Task Tests_may_expect_an_exception_and_use_closures_and_generators()
    {
        var request = GoodProgram.Request with
        {
            Program = "def adder(n):\n    return lambda x: x + n\n\ndef count(n):\n    yield from range(n)\n\ndef fail(x):\n    raise ValueError(f'bad {x}')\n",
            Exports = ["adder", "count", "fail"],
            Tests = "assert adder(2)(3) == 5\nassert list(count(3)) == [0, 1, 2]\ntry:\n    fail(1)\nexcept ValueError as error:\n    assert str(error) == 'bad 1'\nelse:\n    assert False\n",
        };

        Assert.That((await Sandbox.RunAsync(request, CancellationToken.None)).Message, Is.Null);
    }
}
