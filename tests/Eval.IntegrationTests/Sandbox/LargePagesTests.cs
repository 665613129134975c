using System.Globalization;
using System.Runtime.InteropServices;
using Eval.Core.Scoring;
using Eval.Sandbox;
using Eval.Sandbox.Docker;
using NUnit.Framework;

namespace Eval.IntegrationTests.Sandbox;

/// <summary>Process 1 forks in one of two ways, whichever is quicker on the machine: both judge alike, on any machine.</summary>
[TestFixture]
internal sealed class LargePagesTests : DockerTests
{
    private const string Large = "_DEAR_FAULT = 0";
    private const string Small = "_DEAR_FAULT = float('inf')";

    private static readonly SandboxRequest CountsFaults = GoodProgram.Request with
    {
        Program = "import resource\n\ndef faults():\n    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt\n",
        Exports = ["faults"],
        Tests = "raise AssertionError(str(faults()))",
    };

    [Test]
    public async Task Both_ways_of_forking_give_the_same_verdicts([Values(Large, Small)] string way, [Values(JudgingMode.Split, JudgingMode.One)] JudgingMode mode)
    {
        var drawsNumber = GoodProgram.Request with { Program = "import random\n\ndef double(x):\n    return random.getrandbits(64)\n", Tests = "raise AssertionError(str(double(1)))" };
        SandboxRequest[] requests =
        [
            GoodProgram.Request,
            GoodProgram.Request with { Tests = "assert double(21) == 43" },
            GoodProgram.Request with { Program = "import os\nos._exit(0)\n" },
            GoodProgram.Request with { Program = "def double(x):\n    return bytearray(1 << 30)\n" },
            GoodProgram.Request with { Program = "items = [[i] for i in range(1_000_000)]\n\ndef double(x):\n    return 2 * x\n" },
            drawsNumber,
            drawsNumber,
            GoodProgram.Request,
        ];
        await using var container = await StartAsync(way);
        var replies = new List<(string Code, string Message)>();
        foreach (var request in requests)
        {
            var reply = await container.RunAsync(request, mode, CancellationToken.None);
            replies.Add((reply.Header.Code, reply.Message));
        }

        Assert.That(replies.Select(reply => reply.Code), Is.EqualTo(new[] { "P", "F", "X", "M", "P", "F", "F", "P" }));
        Assert.That(replies[5].Message, Is.Not.EqualTo(replies[6].Message), "no two programs draw the same numbers");
    }

    [Test]
    public async Task Large_pages_save_most_page_faults_where_the_kernel_can_make_them()
    {
        if (!OperatingSystem.IsLinux() || Environment.OSVersion.Version < new Version(6, 1) || RuntimeInformation.OSArchitecture != Architecture.X64)
        {
            Assert.Ignore("needs Linux 6.1 on x86-64");
        }

        Assert.That(await FaultsAsync(Large), Is.LessThan(await FaultsAsync(Small) / 2));
    }

    private async Task<int> FaultsAsync(string way)
    {
        await using var container = await StartAsync(way);
        await container.RunAsync(CountsFaults, JudgingMode.One, CancellationToken.None);
        var reply = await container.RunAsync(CountsFaults, JudgingMode.One, CancellationToken.None);
        return int.Parse(reply.Message.Split(' ')[1], CultureInfo.InvariantCulture);
    }

    /// <summary>A container whose process 1 always copies large pages, or never does.</summary>
    private async Task<SandboxContainer> StartAsync(string way)
    {
        await using var ready = await Engines.DockerAsync(Options);
        using var engine = await DockerEngine.FindAsync(DockerEndpoints.OfThisMachine, null, TimeProvider.System, CancellationToken.None);
        var image = (await SandboxImages.FindAsync(engine, CancellationToken.None) ?? throw new InvalidOperationException("The sandbox started without an image.")).Reference;
        var settings = ContainerSettings.Create(image, ContainerLabels.OfThisProcess(RunId), EngineAbilities.Of(engine));
        var changed = settings.Entrypoint.Select(argument => argument.Replace("\n_DEAR_FAULT = 3\n", $"\n{way}\n", StringComparison.Ordinal)).ToList();
        Assert.That(changed, Is.Not.EqualTo(settings.Entrypoint));
        settings.Entrypoint = changed;
        return await SandboxContainer.StartAsync(engine, settings, image, CancellationToken.None);
    }
}
