using Eval.Core.Scoring;
using Eval.Sandbox;
using NUnit.Framework;

namespace Eval.IntegrationTests.Sandbox;

/// <summary>What every sandbox must do with good and hostile programs.</summary>
internal abstract class SandboxContractTests
{
    private protected abstract Task<ISandbox> StartAsync();

    private ISandbox _sandbox = null!;

    private protected ISandbox Sandbox => _sandbox;

    [OneTimeSetUp]
    public async Task Start() => _sandbox = await StartAsync();

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (_sandbox is not null)
        {
            await _sandbox.DisposeAsync();
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
}
